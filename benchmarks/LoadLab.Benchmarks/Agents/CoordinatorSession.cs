using System.Diagnostics;
using System.Text.Json;
using LoadLab.Benchmarks.Experiments;
using LoadLab.Benchmarks.Processes;
using LoadLab.Benchmarks.Reporting;
using LoadLab.Harness.Agents.Access;

namespace LoadLab.Benchmarks.Agents;

/// <summary>One call of <c>agents --part coordinator</c>: the coordinator on the first processor, its agents on the second.</summary>
internal sealed class CoordinatorSession(Workbench bench, CrowdPlan plan)
{
    private const int MinuteSeconds = 60;

    /// <summary>For joining, and for the last second's messages.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(120);

    private readonly ProcessorPair _processors = ProcessorPair.Find();
    private readonly string _token = AgentToken.Create();

    public async Task<Report> RunAsync(CancellationToken cancellationToken)
    {
        await bench.Progress.WriteLineAsync($"{plan.Agents} agents for {plan.Seconds} s…").ConfigureAwait(false);
        var folder = Directory.CreateTempSubdirectory("loadlab-agents-");
        try
        {
            var run = await MeasureAsync(folder, cancellationToken).ConfigureAwait(false);
            return new CoordinatorReport(plan, _processors, run).Create();
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>Runs both processes to their ends.</summary>
    /// <param name="folder">For the intervals.</param>
    /// <param name="cancellationToken">Ends both.</param>
    internal async Task<CoordinatorRun> MeasureAsync(DirectoryInfo folder, CancellationToken cancellationToken)
    {
        using var process = ClientProcess.Start(CoordinateVerb.Call(plan, _token, folder.FullName).On(_processors.Server));
        try
        {
            var said = process.StandardError.ReadToEndAsync(cancellationToken);
            var port = await ReadPortAsync(process, said, cancellationToken).ConfigureAwait(false);
            var crowd = ClientProcess.RunAsync(
                AgentCrowdVerb.Call(new Uri($"ws://127.0.0.1:{port}"), _token, plan.Agents), _processors.Client, TimeSpan.FromSeconds(plan.Seconds) + Grace, cancellationToken);
            var lines = await ReadLinesAsync(process, cancellationToken).ConfigureAwait(false);
            var direct = ReadDirect(await crowd.ConfigureAwait(false));
            await process.WaitForExitAsync(cancellationToken).ConfigureAwait(false);
            return process.ExitCode == 0 && lines.Count > 1
                ? Read(lines, direct, folder)
                : throw Failed(await said.ConfigureAwait(false));
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
                await process.WaitForExitAsync(CancellationToken.None).ConfigureAwait(false);
            }
        }
    }

    private static async Task<int> ReadPortAsync(Process process, Task<string> said, CancellationToken cancellationToken) =>
        await process.StandardOutput.ReadLineAsync(cancellationToken).ConfigureAwait(false) is { } line && line.StartsWith("port ", StringComparison.Ordinal)
            ? int.Parse(line["port ".Length..])
            : throw Failed(await said.ConfigureAwait(false));

    private async Task<IReadOnlyList<string>> ReadLinesAsync(Process process, CancellationToken cancellationToken)
    {
        var lines = new List<string>();
        while (await process.StandardOutput.ReadLineAsync(cancellationToken).ConfigureAwait(false) is { } line)
        {
            lines.Add(line);
            if (lines.Count % MinuteSeconds == 0)
            {
                await bench.Progress.WriteLineAsync($"{lines.Count,4} s: {line}").ConfigureAwait(false);
            }
        }

        return lines;
    }

    private static LoadDigest ReadDirect(ClientOutcome outcome)
    {
        try
        {
            outcome.ThrowIfFailed();
            return JsonSerializer.Deserialize<LoadDigest>(outcome.Output)!;
        }
        catch (ClientFailedException e)
        {
            throw new BenchmarkException(ExitCode.ExperimentFailed, $"The agents failed: {e.Message}");
        }
    }

    private static CoordinatorRun Read(IReadOnlyList<string> lines, LoadDigest direct, DirectoryInfo folder) => new(
        [.. lines.Take(lines.Count - 1).Select(line => JsonSerializer.Deserialize<CoordinatorSecond>(line)!)],
        JsonSerializer.Deserialize<CoordinatorOutcome>(lines[^1])!,
        direct,
        folder.EnumerateFiles("*", SearchOption.AllDirectories).Sum(file => file.Length));

    private static BenchmarkException Failed(string said) => new(ExitCode.ExperimentFailed, $"The coordinator failed: {said.Trim()}");
}
