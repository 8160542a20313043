using LoadLab.Benchmarks.Reporting;

namespace LoadLab.Benchmarks.Faults;

/// <summary>The table of one group's soak with its verdict.</summary>
internal static class FaultTables
{
    /// <param name="group">What happened.</param>
    /// <param name="outcomes">In the order of the faults.</param>
    /// <param name="surplus">The service's count of answers less the load's; null where it was not to be had.</param>
    /// <param name="unforeseen">Lines of the logs that tell of exceptions.</param>
    public static MarkdownTable Create(FaultGroup group, IReadOnlyList<FaultOutcome> outcomes, double? surplus, IReadOnlyList<string> unforeseen)
    {
        var table = new MarkdownTable($"{group.Name}: {group.Settings}", ["Fault", "load", "to the fault", "recovery s", "MB before", "peak", "after"]);
        foreach (var outcome in outcomes)
        {
            table.Add(
                outcome.Fault.Name, Tally.Text(outcome.Load), Tally.Text(outcome.Answers), outcome.Recovery is { } recovery ? $"{recovery.TotalSeconds:0.00}" : "none",
                Megabytes(outcome.MemoryBefore), Megabytes(outcome.MemoryPeak), Megabytes(outcome.MemoryAfter));
        }

        List<string> violations = [.. outcomes.SelectMany(FaultVerdict.Judge), .. Judge(surplus, unforeseen)];
        table.Notes.Add(violations.Count == 0
            ? $"Held: nothing lost but the requests and handshakes in flight in a killed worker, no request answered otherwise than by 200, or by 503 and 504 for want of a dependency, recovery within {FaultVerdict.RecoveryLimit.TotalSeconds:0} s, memory within {FaultVerdict.GrowthLimit / 1e6:0} MB of before, no unforeseen exception in the log."
            : "**Missed**:");
        table.Notes.AddRange(violations);
        return table;
    }

    /// <summary>What the whole soak must not show.</summary>
    public static IEnumerable<string> Judge(double? surplus, IReadOnlyList<string> unforeseen)
    {
        if (surplus is not >= 0)
        {
            yield return surplus is null ? "The service could not be asked for its count in the end." : $"The service forgot {-surplus:0} requests that it had answered.";
        }

        foreach (var (line, count) in unforeseen.CountBy(line => line))
        {
            yield return $"The log tells of an exception, {count} ×: {line}";
        }
    }

    private static string Megabytes(long bytes) => $"{bytes / 1e6:0}";
}
