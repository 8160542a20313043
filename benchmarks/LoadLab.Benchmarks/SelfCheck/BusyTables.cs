using LoadLab.Benchmarks.Reporting;
using LoadLab.Benchmarks.Statistics;
using LoadLab.Engine.SelfCheck;

namespace LoadLab.Benchmarks.SelfCheck;

/// <summary>For each load, what each level of the busy process did to the p99 and to the verdict.</summary>
internal static class BusyTables
{
    public static IEnumerable<MarkdownTable> Create(IReadOnlyList<CheckedRun> runs) => runs.GroupBy(run => run.Load).Select(group => Create(group.Key, [.. group]));

    private static MarkdownTable Create(CheckedLoad load, IReadOnlyList<CheckedRun> runs)
    {
        var table = new MarkdownTable(load.Title, ["Busy", "p99 µs", "moved", "moved at most", "doubt", "stood still", "run delay", "lost/s", "valid", "suspect", "invalid", "moved, yet valid", "doubted, not moved"]);
        var movement = new Movement(runs);
        foreach (var level in runs.GroupBy(run => run.Level).OrderBy(level => level.Key))
        {
            AddLevel(table, [.. level], movement);
        }

        table.Notes.Add("Medians over the runs of a level. *moved*: p99 against the lowest of the runs without a busy process; *moved at most*: the largest of these.");
        table.Notes.Add("*doubt*: how far the reported p99 is above the one without the generator's stalls, which the verdict is about. *stood still*, *run delay*: shares of the time. *lost/s*: involuntary switches a second.");
        table.Notes.Add($"*moved, yet valid*: runs whose p99 had moved by at least {Movement.Noticeable:0%} and whose verdict was valid. *doubted, not moved*: runs whose p99 had not and whose verdict was another: false alarms in the row of 0 %, and in the others a doubt in good time.");
        if (movement.IsLowestDoubted)
        {
            table.Notes.Add("Even the run with the lowest p99 was doubted, so none is known to be undisturbed, and *doubted, not moved* cannot be told.");
        }

        return table;
    }

    private static void AddLevel(MarkdownTable table, IReadOnlyList<CheckedRun> level, Movement movement)
    {
        var moved = level.Select(movement.Of).ToList();
        table.Add(
            $"{level[0].Level} %", $"{Median(level, run => run.P99Us):0}", $"{SampleQuantile.Median(moved):+0.0%;-0.0%}", $"{moved.Max():+0.0%;-0.0%}", $"{Median(level, run => run.Doubt):0.0%}",
            $"{Median(level, run => run.Result.Generator.Loops[0].StalledShare):0.00%}", $"{Median(level, run => run.Result.Generator.Loops[0].RunDelayShare ?? double.NaN):0.00%}",
            $"{Median(level, run => run.Result.Generator.Loops[0].InvoluntarySwitches / run.Result.Measured.TotalSeconds):0.0}",
            Count(level, Verdict.Valid), Count(level, Verdict.Suspect), Count(level, Verdict.Invalid), $"{level.Count(movement.IsMissed)}", movement.IsLowestDoubted ? "–" : $"{level.Count(movement.IsFalseAlarm)}");
    }

    private static double Median(IReadOnlyList<CheckedRun> runs, Func<CheckedRun, double> read) => SampleQuantile.Median([.. runs.Select(read)]);

    private static string Count(IReadOnlyList<CheckedRun> runs, Verdict verdict) => $"{runs.Count(run => run.Result.Validity.Verdict == verdict)}";
}
