using LoadLab.Benchmarks.Reporting;

namespace LoadLab.Benchmarks.SelfCheck;

/// <summary>For each load, every run on an idle machine with its verdict.</summary>
internal static class IdleTables
{
    public static IEnumerable<MarkdownTable> Create(IReadOnlyList<CheckedRun> runs) => runs.GroupBy(run => run.Load).Select(group => Create(group.Key, [.. group]));

    private static MarkdownTable Create(CheckedLoad load, IReadOnlyList<CheckedRun> runs)
    {
        var table = new MarkdownTable(load.Title, ["Run", "p99 µs", "moved", "doubt", "stood still", "longest stall ms", "run delay", "lost/s", "loop CPU", "verdict"]);
        var movement = new Movement(runs);
        foreach (var run in runs)
        {
            var loop = run.Result.Generator.Loops[0];
            table.Add(
                $"{run.Repetition + 1}", $"{run.P99Us:0}", $"{movement.Of(run):0.0%}", $"{run.Doubt:0.0%}", $"{loop.StalledShare:0.00%}", $"{loop.LongestStall.TotalMilliseconds:0.0}", $"{loop.RunDelayShare:0.00%}",
                $"{loop.InvoluntarySwitches / run.Result.Measured.TotalSeconds:0.0}", $"{loop.CpuShare:0%}", run.Result.Validity.Verdict.ToString().ToLowerInvariant());
        }

        table.Notes.Add(Judgement(runs, movement));
        table.Notes.AddRange(runs.SelectMany(run => run.Result.Validity.Reasons.Select(reason => $"Run {run.Repetition + 1}: {reason}")));
        return table;
    }

    private static string Judgement(IReadOnlyList<CheckedRun> runs, Movement movement)
    {
        if (movement.IsLowestDoubted)
        {
            return $"Run {movement.Lowest.Repetition + 1}, which has the lowest p99, was doubted as well; its loop stood still for {movement.Lowest.Result.Generator.Loops[0].StalledShare:0.00%} of the time. "
                + "Where that is near zero the doubt is a false alarm; where it is not, no run was undisturbed and nothing follows for an idle machine.";
        }

        var moved = runs.Count(movement.IsMoved);
        return $"In {runs.Count - moved} of {runs.Count} runs the p99 stayed within {Movement.Noticeable:0%} of the lowest: {runs.Count(movement.IsFalseAlarm)} of them were doubted (false alarms). "
            + $"In {moved} it had moved: {moved - runs.Count(movement.IsMissed)} of them were doubted, {runs.Count(movement.IsMissed)} were not.";
    }
}
