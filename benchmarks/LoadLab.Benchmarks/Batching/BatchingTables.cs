using LoadLab.Benchmarks.Reporting;

namespace LoadLab.Benchmarks.Batching;

/// <summary>The tables of one scenario: one line a mode, and every single run.</summary>
internal sealed class BatchingTables(BatchingScenario scenario, int connections, IReadOnlyList<BatchingRun> runs)
{
    /// <summary>A load generator that takes more of its processor than this may be what is measured.</summary>
    private const double GeneratorLimit = 0.9;

    /// <summary>A server that takes less of its processor than this was not asked for all that it can do.</summary>
    private const double Saturated = 0.9;

    /// <summary>More of the server's processor in other hands than this, and the run is told of.</summary>
    private const double NoiseShare = 0.05;

    private readonly IReadOnlyList<ModeSummary> _modes = [.. runs.GroupBy(run => run.Mode).OrderBy(mode => mode.Key.Size).ThenBy(mode => mode.Key.TimeoutMs).Select(mode => new ModeSummary([.. mode]))];

    public IEnumerable<MarkdownTable> Create() => [Summary(), EveryRun()];

    private MarkdownTable Summary()
    {
        var table = new MarkdownTable(
            $"{scenario.Title}, {connections} users", ["Mode", "requests/s", "× individual", "p50 ms", "p95 ms", "× individual", "CPU µs", "model µs", "the rest µs", "batch", "fill", "server", "load", "failed"]);
        var single = _modes[0];
        foreach (var mode in _modes)
        {
            table.Add(
                mode.Mode.Name, $"{mode.RequestsPerSecond:#,0}", $"{mode.RequestsPerSecond / single.RequestsPerSecond:0.00}", Figure(mode.P50Ms, "0.00"), Figure(mode.P95Ms, "0.00"), Figure(mode.P95Ms / single.P95Ms, "0.00"),
                $"{mode.CpuUs:0.0}", $"{mode.ModelUs:0.0}", $"{mode.RestUs:0.0}", Figure(mode.MeanBatch, "0.0"), Figure(mode.FillRate, "0%"), $"{mode.ServerShare:0%}", $"{mode.GeneratorShare:0%}", $"{mode.Runs.Sum(run => run.Failed)}");
        }

        table.Notes.AddRange(new BatchingVerdict(_modes).Sentences());
        table.Notes.AddRange(_modes.SelectMany(mode => Doubts(mode.Runs)));
        return table;
    }

    private MarkdownTable EveryRun()
    {
        var table = new MarkdownTable($"{scenario.Title}: every run in the order of the runs", ["Mode", "requests/s", "p95 ms", "CPU µs", "model µs", "others' share at most"]);
        foreach (var mode in _modes)
        {
            table.Add(mode.Mode.Name, List(mode, run => run.RequestsPerSecond, "0"), List(mode, run => run.P95Ms, "0.00"), List(mode, run => run.CpuUs, "0.0"), List(mode, run => run.Model.ItemUs, "0.0"), $"{mode.Runs.Max(run => run.OthersShare):0.0%}");
        }

        return table;
    }

    private static IEnumerable<string> Doubts(IReadOnlyList<BatchingRun> runs) =>
        new[]
        {
            Doubt(runs, run => run.GeneratorShare > GeneratorLimit, $"the load generator took more than {GeneratorLimit:0%} of its processor: the service may do more than shown"),
            Doubt(runs, run => run.ServerShare < Saturated, $"the service took less than {Saturated:0%} of its processor: its requests/s are not all that it can do"),
            Doubt(runs, run => run.OthersShare > NoiseShare, $"other tasks had more than {NoiseShare:0%} of its processor, and the model's time, which is by the clock, may hold some of theirs"),
            Doubt(runs, run => run.Failed > 0, "requests failed"),
        }.OfType<string>();

    private static string? Doubt(IReadOnlyList<BatchingRun> runs, Func<BatchingRun, bool> isDoubtful, string what) =>
        runs.Count(isDoubtful) is var count and > 0 ? $"{runs[0].Mode.Name}: in {count} of {runs.Count} runs {what}." : null;

    private static string List(ModeSummary mode, Func<BatchingRun, double?> figure, string format) => string.Join(", ", mode.Runs.Select(run => Figure(figure(run), format)));

    private static string Figure(double? value, string format) => value?.ToString(format) ?? "none";
}
