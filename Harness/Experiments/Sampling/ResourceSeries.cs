using LoadLab.Harness.Deployment;
using LoadLab.Harness.Results;

namespace LoadLab.Harness.Experiments.Sampling;

/// <summary>From counters to rates: pure.</summary>
internal static class ResourceSeries
{
    // A sample is taken when the engine tells of an interval's end, a little after the end itself.
    private const long ToleranceNs = 250_000_000;

    // Two samples closer than this make no rate: the counters' own steps (10 ms from /proc) would be most of it.
    private const long ShortestNs = 200_000_000;

    /// <summary>One row per replica and stretch between samples, with times from <paramref name="measuringNs"/>.</summary>
    public static IReadOnlyList<TargetRow> Rows(IReadOnlyList<ResourceSample> samples, long measuringNs)
    {
        var rows = new List<TargetRow>();
        foreach (var (before, after) in Pairs(samples))
        {
            for (var replica = 0; replica < after.Replicas.Count; replica++)
            {
                if (before.Replicas[replica] is { } from && after.Replicas[replica] is { } to)
                {
                    rows.Add(RowOf(replica, (after.AtNs - measuringNs) / 1e9, from, to, after.AtNs - before.AtNs));
                }
            }
        }

        return rows;
    }

    /// <summary>Means and peaks of one replica between two moments; figures are null where it was not sampled there.</summary>
    public static ReplicaUsage Usage(Replica replica, IReadOnlyList<ResourceSample> samples, long fromNs, long toNs)
    {
        var inside = samples.Where(s => s.AtNs >= fromNs - ToleranceNs && s.AtNs <= toNs + ToleranceNs && s.Replicas[replica.Index] is not null).ToList();
        if (inside.Count < 2 || inside[^1].AtNs - inside[0].AtNs < ShortestNs)
        {
            return new ReplicaUsage { Index = replica.Index, Endpoint = replica.Endpoint };
        }

        var rows = Rows(inside, fromNs).Where(row => row.Replica == replica.Index).ToList();
        var whole = RowOf(replica.Index, 0, inside[0].Replicas[replica.Index]!.Value, inside[^1].Replicas[replica.Index]!.Value, inside[^1].AtNs - inside[0].AtNs);
        var memory = inside.Select(sample => sample.Replicas[replica.Index]!.Value.MemoryBytes).ToList();
        return new ReplicaUsage
        {
            Index = replica.Index,
            Endpoint = replica.Endpoint,
            MeanCores = whole.Cores,
            PeakCores = rows.Max(row => row.Cores),
            MeanMemoryBytes = (long)memory.Average(),
            PeakMemoryBytes = memory.Max(),
            ThrottledShare = whole.ThrottledShare,
        };
    }

    private static IEnumerable<(ResourceSample Before, ResourceSample After)> Pairs(IReadOnlyList<ResourceSample> samples)
    {
        var before = samples.Count > 0 ? samples[0] : null;
        foreach (var sample in samples.Skip(1))
        {
            if (sample.AtNs - before!.AtNs >= ShortestNs)
            {
                yield return (before, sample);
                before = sample;
            }
        }
    }

    private static TargetRow RowOf(int replica, double timeSeconds, ResourceReading from, ResourceReading to, long elapsedNs) => new()
    {
        TimeSeconds = timeSeconds,
        Replica = replica,
        Cores = (double)(to.CpuNs - from.CpuNs) / elapsedNs,
        MemoryBytes = to.MemoryBytes,
        ThrottledShare = (to.Periods - from.Periods) is { } periods && (to.ThrottledPeriods - from.ThrottledPeriods) is { } throttled
            ? periods > 0 ? (double)throttled / periods : 0
            : null,
    };
}
