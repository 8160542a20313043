using System.ComponentModel;
using System.Diagnostics;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using LoadLab.Harness.Reporting.Charts;

namespace LoadLab.Harness.Reporting.Figures;

/// <summary>Draws all figures of a report with one Node process (assets/render.mjs).</summary>
/// <param name="node">The program, by name or path.</param>
/// <param name="assets">See <see cref="AssetsFolder"/>; null where it was not found.</param>
internal sealed class FigureRenderer(string node, string? assets)
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(3);

    /// <summary>Writes NAME.svg and NAME.png of each chart into the folder, which is emptied of older figures first.</summary>
    /// <returns>Null, or what kept figures from being drawn and how to mend it.</returns>
    public async Task<string?> RenderAsync(IReadOnlyList<Chart> charts, string folder, CancellationToken cancellationToken)
    {
        Empty(folder);
        if (charts.Count == 0)
        {
            return null;
        }

        if (assets is null)
        {
            return $"the folder assets with render.mjs and its packages was not found near the program; name it in {AssetsFolder.Variable}, or build LoadLab in its repository.";
        }

        using var fonts = new FontConfiguration(Path.Combine(assets, "node_modules", "dejavu-fonts-ttf", "ttf"));
        try
        {
            return await RunAsync(charts, folder, fonts.File, cancellationToken);
        }
        catch (Win32Exception)
        {
            return $"'{node}' cannot be started; install Node 20 or newer.";
        }
    }

    private static void Empty(string folder)
    {
        Directory.CreateDirectory(folder);
        foreach (var file in Directory.EnumerateFiles(folder).Where(file => Path.GetExtension(file) is ".svg" or ".png"))
        {
            File.Delete(file);
        }
    }

    private async Task<string?> RunAsync(IReadOnlyList<Chart> charts, string folder, string fonts, CancellationToken cancellationToken)
    {
        using var process = Process.Start(StartInfo(fonts))!;
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Limit);
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(limit.Token);
            var errors = process.StandardError.ReadToEndAsync(limit.Token);
            await WriteAsync(process, Input(charts, folder), limit.Token);
            await process.WaitForExitAsync(limit.Token);
            await output;
            return process.ExitCode == 0 ? null : $"the renderer failed: {FirstLines(await errors)}";
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return $"the renderer took longer than {Limit.TotalMinutes:0} minutes and was stopped.";
        }
        finally
        {
            Stop(process);
        }
    }

    private ProcessStartInfo StartInfo(string fonts)
    {
        var info = new ProcessStartInfo(node)
        {
            ArgumentList = { Path.Combine(assets!, "render.mjs") },
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardInputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
        };
        info.Environment["FONTCONFIG_FILE"] = fonts;
        return info;
    }

    // A renderer that died at once closes its input; what it said on standard error is worth more than the broken pipe.
    private static async Task WriteAsync(Process process, string input, CancellationToken cancellationToken)
    {
        try
        {
            await process.StandardInput.WriteAsync(input.AsMemory(), cancellationToken);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
        }
    }

    private static string Input(IReadOnlyList<Chart> charts, string folder) => new JsonObject
    {
        ["folder"] = folder,
        ["figures"] = Js.Array(charts.Select(chart => (JsonNode)new JsonObject
        {
            ["name"] = chart.Name,
            ["width"] = Chart.Width,
            ["height"] = chart.Height,
            ["option"] = chart.Option.DeepClone(),
        })),
    }.ToJsonString(JsonSerializerOptions.Default);

    private static string FirstLines(string text) =>
        string.Join(' ', text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Take(6));

    private static void Stop(Process process)
    {
        if (!process.HasExited)
        {
            process.Kill(entireProcessTree: true);
        }
    }
}
