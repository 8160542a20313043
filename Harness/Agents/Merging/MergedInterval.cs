using LoadLab.Engine;
using LoadLab.Engine.SelfCheck;

namespace LoadLab.Harness.Agents.Merging;

/// <summary>The same stretch of time of several generators as one: sums of all that adds up, histograms slot by slot, of their own failings the worst.</summary>
internal static class MergedInterval
{
    /// <param name="parts">At least one; of equal number.</param>
    public static IntervalResult Of(IReadOnlyList<IntervalResult> parts)
    {
        if (parts.Count == 1)
        {
            return parts[0];
        }

        // One that was ended early drains while the others still measure: its answers belong to their stretch of time.
        var leading = parts.Any(part => part is { IsWarmUp: false, IsDrain: false })
            ? parts.Where(part => part is { IsWarmUp: false, IsDrain: false }).ToList()
            : parts.Any(part => part.IsWarmUp) ? [.. parts.Where(part => part.IsWarmUp)] : parts;
        var start = leading.Min(part => part.Start);
        return new IntervalResult
        {
            Index = parts[0].Index,
            Start = start,
            Length = leading.Max(part => part.Start + part.Length) - start,
            IsWarmUp = leading[0].IsWarmUp,
            IsDrain = leading[0].IsDrain,
            Counts = RequestCounts.Sum(parts.Select(part => part.Counts)),
            Requests = KindSums.Of([.. parts.Select(part => part.Requests)]),
            Ok = Sum(parts.Select(part => part.Ok)),
            Failed = Sum(parts.Select(part => part.Failed)),
            Lateness = HistogramSum.Of(parts.Select(part => part.Lateness)),
            Timings = Sum([.. parts.Select(part => part.Timings).OfType<ConnectionTimings>()]),
            InFlight = parts.Sum(part => part.InFlight),
            Users = parts.Sum(part => part.Users),
            Connections = parts.Sum(part => part.Connections),
            Generator = Worst([.. parts.Select(part => part.Generator).OfType<IntervalEvidence>()]),
        };
    }

    private static Latencies Sum(IEnumerable<Latencies> parts)
    {
        var all = parts.ToList();
        return new Latencies(HistogramSum.Of(all.Select(part => part.Response)), HistogramSum.Of(all.Select(part => part.Service)));
    }

    private static ConnectionTimings? Sum(List<ConnectionTimings> parts) => parts.Count == 0
        ? null
        : new ConnectionTimings(
            HistogramSum.Of(parts.Select(part => part.Connect)), HistogramSum.Of(parts.Select(part => part.Blocked)), HistogramSum.Of(parts.Select(part => part.FirstByte)));

    private static IntervalEvidence? Worst(List<IntervalEvidence> parts) => parts.Count == 0
        ? null
        : new IntervalEvidence(
            parts.Max(part => part.Stalled), parts.Max(part => part.LongestStall), parts.Max(part => part.RunDelay), parts.Max(part => part.GcPause));
}
