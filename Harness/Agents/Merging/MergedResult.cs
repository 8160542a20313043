using LoadLab.Engine;
using LoadLab.Engine.Measurement;

namespace LoadLab.Harness.Agents.Merging;

/// <summary>The results of several agents as one: figures are those of all samples, evidence is kept loop by loop.</summary>
internal static class MergedResult
{
    /// <param name="sums">What the merged intervals add up to.</param>
    /// <param name="parts">Each agent's own result; where it was lost, what its intervals add up to.</param>
    /// <param name="planArrivals">Arrivals of the whole plan; null where only the run can tell, or it was cut short.</param>
    /// <param name="cancelled">The whole run was cancelled.</param>
    public static LoadResult Of(LoadResult sums, IReadOnlyList<LoadResult> parts, long? planArrivals, bool cancelled) => sums with
    {
        PeakInFlight = parts.Sum(part => part.PeakInFlight),
        PeakConnections = parts.Sum(part => part.PeakConnections),
        Transport = string.Join(", ", parts.Select(part => part.Transport).Where(name => name.Length > 0).Distinct()),
        TransportNote = First(parts, part => part.TransportNote),
        HttpVersion = First(parts, part => part.HttpVersion),
        ProtocolFailure = First(parts, part => part.ProtocolFailure),
        TlsFailure = First(parts, part => part.TlsFailure),
        UsedUpRequest = First(parts, part => part.UsedUpRequest),
        Generator = Merge([.. parts.Select(part => part.Generator)]),
        UndisturbedResponse = parts.Any(part => part.UndisturbedResponse is not null) ? Undisturbed(parts) : null,
        StalledRequests = parts.Sum(part => part.StalledRequests),
        PoolDelay = SumOf([.. parts.Select(part => part.PoolDelay).OfType<LatencyHistogram>()]),
        PlanArrivals = cancelled ? null : planArrivals,
        Cancelled = cancelled,
    };

    private static string? First(IReadOnlyList<LoadResult> parts, Func<LoadResult, string?> text) =>
        parts.Select(text).FirstOrDefault(one => one is not null);

    /// <summary>Of an agent that was lost nobody knows its stalls: its samples stand as they are.</summary>
    private static LatencyHistogram Undisturbed(IReadOnlyList<LoadResult> parts) =>
        HistogramSum.Of(parts.Select(part => part.UndisturbedResponse ?? part.Ok.Response));

    private static LatencyHistogram? SumOf(List<LatencyHistogram> parts) => parts.Count == 0 ? null : HistogramSum.Of(parts);

    private static GeneratorUsage Merge(IReadOnlyList<GeneratorUsage> parts) => new()
    {
        LoopCpuShare = [.. parts.SelectMany(part => part.LoopCpuShare)],
        ProcessCpu = TimeSpan.FromTicks(parts.Sum(part => part.ProcessCpu.Ticks)),
        // A pause stops one agent: of several, the worst stands for all, as it does for loops.
        GcPause = parts.Select(part => part.GcPause).DefaultIfEmpty().Max(),
        AllocatedBytes = parts.Sum(part => part.AllocatedBytes),
        Collections = parts.Sum(part => part.Collections),
        LongestGcPause = parts.Select(part => part.LongestGcPause).DefaultIfEmpty().Max(),
        ClockStep = parts.Select(part => part.ClockStep).DefaultIfEmpty().Max(),
        Loops = [.. parts.SelectMany(part => part.Loops)],
        ConnectionsLimitedByFiles = parts.Any(part => part.ConnectionsLimitedByFiles),
        WorstInterval = parts.Select(part => part.WorstInterval).MaxBy(worst => worst?.StalledShare ?? 0),
    };
}
