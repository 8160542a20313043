using System.Text.Json.Nodes;
using LoadLab.Benchmarks.Processes;

namespace LoadLab.Benchmarks.Reporting;

/// <summary>Draws a chart by the renderer that also draws the reports' (assets/render.mjs).</summary>
internal sealed class FigureDrawing(Repository repository)
{
    private const string FontVariable = "FONTCONFIG_FILE";

    /// <summary>Writes NAME.svg and NAME.png into the folder.</summary>
    /// <param name="folder">Made where it does not exist.</param>
    /// <param name="name">Of the files.</param>
    /// <param name="width">In CSS pixels.</param>
    /// <param name="height">In CSS pixels.</param>
    /// <param name="option">An ECharts option; colours by the names of assets/web/charts.js.</param>
    /// <param name="cancellationToken">Ends the renderer.</param>
    /// <exception cref="BenchmarkException">The renderer is not installed or failed.</exception>
    public async Task DrawAsync(string folder, string name, int width, int height, JsonObject option, CancellationToken cancellationToken)
    {
        var target = Directory.CreateDirectory(folder).FullName;
        var figure = new JsonObject { ["name"] = name, ["width"] = width, ["height"] = height, ["option"] = option };
        var input = new JsonObject { ["folder"] = target, ["figures"] = new JsonArray(figure) };
        var fonts = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(fonts, FontList(), cancellationToken).ConfigureAwait(false);
            await RenderAsync(input.ToJsonString(), fonts, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            File.Delete(fonts);
        }
    }

    private async Task RenderAsync(string input, string fonts, CancellationToken cancellationToken)
    {
        var call = new ProgramCall("node", [Path.Combine(repository.Root, "assets", "render.mjs")]) { Environment = new Dictionary<string, string> { [FontVariable] = fonts } };
        using var process = ClientProcess.Start(call);
        var error = process.StandardError.ReadToEndAsync(cancellationToken);
        await process.StandardInput.WriteAsync(input.AsMemory(), cancellationToken).ConfigureAwait(false);
        process.StandardInput.Close();
        await process.WaitForExitAsync(cancellationToken).ConfigureAwait(false);
        if (process.ExitCode != 0)
        {
            throw new BenchmarkException(ExitCode.ExperimentFailed, $"the figure cannot be drawn: {(await error.ConfigureAwait(false)).Trim()}");
        }
    }

    /// <summary>The shipped font, for machines with none.</summary>
    private string FontList() =>
        $"""
        <?xml version="1.0"?>
        <!DOCTYPE fontconfig SYSTEM "fonts.dtd">
        <fontconfig>
          <dir>{Path.Combine(repository.Root, "assets/node_modules/dejavu-fonts-ttf/ttf")}</dir>
          <cachedir>{Path.GetTempPath()}</cachedir>
        </fontconfig>

        """;
}
