using LoadLab.Benchmarks.Reporting;
using LoadLab.Engine.SelfCheck;

namespace LoadLab.Benchmarks.SelfCheck;

/// <summary>For each load, every run on an idle machine with its verdict.</summary>
internal static class IdleTables
{
    public static IEnumerable<MarkdownTable> Create(IReadOnlyList<CheckedRun> runs) => runs.GroupBy(run => run.Load).Select(group => Create(group.Key, [.. group]));

    private static MarkdownTable Create(CheckedLoad load, IReadOnlyList<CheckedRun> runs)
    {
        var table = new MarkdownTable(load.Title, ["Run", "p99 µs", "doubt", "stood still", "longest stall ms", "run delay", "lost/s", "loop CPU", "verdict"]);
        foreach (var run in runs)
        {
            var loop = run.Result.Generator.Loops[0];
            table.Add(
                $"{run.Repetition + 1}", $"{run.P99Us:0}", $"{run.Doubt:0.0%}", $"{loop.StalledShare:0.00%}", $"{loop.LongestStall.TotalMilliseconds:0.0}", $"{loop.RunDelayShare:0.00%}",
                $"{loop.InvoluntarySwitches / run.Result.Measured.TotalSeconds:0.0}", $"{loop.CpuShare:0%}", run.Result.Validity.Verdict.ToString().ToLowerInvariant());
        }

        table.Notes.Add($"{runs.Count(run => run.Result.Validity.Verdict == Verdict.Valid)} of {runs.Count} runs were valid; {runs.Count(run => run.Doubt > 0)} had a stall that reaches the p99.");
        table.Notes.AddRange(runs.SelectMany(run => run.Result.Validity.Reasons.Select(reason => $"Run {run.Repetition + 1}: {reason}")));
        return table;
    }
}
