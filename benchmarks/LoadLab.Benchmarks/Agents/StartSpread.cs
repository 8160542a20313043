using System.Text.Json;
using LoadLab.Benchmarks.Experiments;
using LoadLab.Benchmarks.Processes;

namespace LoadLab.Benchmarks.Agents;

/// <summary>How far apart agents begin. A run prints it only where it is a cause of doubt; a sweep keeps it of every trial.</summary>
internal sealed class StartSpread(Workbench bench, RatePlan plan)
{
    /// <summary>The harness's exit code for a sweep with trials that are doubted or failed, which are kept all the same.</summary>
    private const int TrialsDoubted = 4;

    /// <returns>Of each trial: the spread, how far it may be off, and how late the latest agent was told to begin, in seconds.</returns>
    public async Task<IReadOnlyList<AgentStarts>> MeasureAsync(Uri url, CancellationToken cancellationToken)
    {
        await bench.Progress.WriteLineAsync($"{plan.Repetitions} trials of a sweep, for the agents' starts…").ConfigureAwait(false);
        var folder = Directory.CreateTempSubdirectory("loadlab-agents-");
        try
        {
            var profile = Path.Combine(folder.FullName, "profile.yml");
            await File.WriteAllTextAsync(profile, plan.Profile(url), cancellationToken).ConfigureAwait(false);
            var output = Path.Combine(folder.FullName, "sweep");
            await SweepAsync(profile, output, cancellationToken).ConfigureAwait(false);
            return [.. Directory.EnumerateFiles(output, "trial.json", SearchOption.AllDirectories).Select(Read)];
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private async Task SweepAsync(string profile, string output, CancellationToken cancellationToken)
    {
        using var process = ClientProcess.Start(ProgramCall.DotNet(bench.Repository.Harness, "sweep", "--profile", profile, "--out", output));
        process.StandardInput.Close();
        var said = process.StandardOutput.ReadToEndAsync(cancellationToken);
        var error = process.StandardError.ReadToEndAsync(cancellationToken);
        try
        {
            await process.WaitForExitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }

        if (process.ExitCode is not (0 or TrialsDoubted))
        {
            throw new BenchmarkException(ExitCode.ExperimentFailed, $"harness sweep ended with {process.ExitCode}: {await error.ConfigureAwait(false)} {await said.ConfigureAwait(false)}");
        }
    }

    internal static AgentStarts Read(string file)
    {
        using var json = JsonDocument.Parse(File.ReadAllText(file));
        var agents = json.RootElement.GetProperty("agents");
        return new AgentStarts(
            agents.GetProperty("startSpreadSeconds").GetDouble(),
            agents.GetProperty("startErrorSeconds").GetDouble(),
            agents.GetProperty("agents").EnumerateArray().Max(agent => agent.GetProperty("startedLateSeconds").GetDouble()));
    }
}
