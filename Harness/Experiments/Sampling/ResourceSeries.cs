using LoadLab.Harness.Deployment;
using LoadLab.Harness.Results;

namespace LoadLab.Harness.Experiments.Sampling;

/// <summary>From counters to rates: pure. Every time is that of a reading, which may be older than the moment it was asked for.</summary>
internal static class ResourceSeries
{
    // A reading is taken when the engine tells of an interval's end, a little after the end itself.
    private const long ToleranceNs = 250_000_000;

    // Two readings closer than this make no rate: the counters' own steps (10 ms from /proc) would be most of it.
    private const long ShortestNs = 200_000_000;

    /// <summary>One row for each stretch between two readings, with times from <paramref name="measuringNs"/>.</summary>
    public static IEnumerable<TargetRow> Rows(int replica, IReadOnlyList<ResourceReading> readings, long measuringNs) =>
        Stretches(readings).Select(stretch => new TargetRow
        {
            TimeSeconds = (stretch.End.AtNs - measuringNs) / 1e9,
            Replica = replica,
            Cores = stretch.Delta.Cores,
            MemoryBytes = stretch.End.MemoryBytes,
            ThrottledShare = stretch.Delta.ThrottledShare,
            ReceivedBytesPerSecond = stretch.Delta.ReceivedBytesPerSecond,
            SentBytesPerSecond = stretch.Delta.SentBytesPerSecond,
            OomKills = stretch.OomKills,
        });

    /// <summary>Means and peaks of one replica between two moments; figures are null where it was not read there.</summary>
    public static ReplicaUsage Usage(Replica replica, IReadOnlyList<ResourceReading> readings, long fromNs, long toNs)
    {
        var inside = readings.Where(reading => reading.AtNs >= fromNs - ToleranceNs && reading.AtNs <= toNs + ToleranceNs).DistinctBy(reading => reading.AtNs).ToList();
        var stretches = Stretches(inside).ToList();
        var usage = new ReplicaUsage
        {
            Index = replica.Index,
            Endpoint = replica.Endpoint,
            Node = replica.Node,
            OomKills = inside.Zip(inside.Skip(1)).Sum(pair => Kills(pair.First, pair.Second)),
        };
        if (stretches.Count == 0)
        {
            return usage;
        }

        var whole = stretches.Select(stretch => stretch.Delta).Aggregate((one, other) => one + other);
        return usage with
        {
            MeanCores = whole.Cores,
            PeakCores = stretches.Max(stretch => stretch.Delta.Cores),
            MeanMemoryBytes = (long)inside.Average(reading => reading.MemoryBytes),
            PeakMemoryBytes = inside.Max(reading => reading.MemoryBytes),
            ThrottledShare = whole.ThrottledShare,
            MeanReceivedBytesPerSecond = whole.ReceivedBytesPerSecond,
            MeanSentBytesPerSecond = whole.SentBytesPerSecond,
        };
    }

    /// <summary>Repeated readings and those too close to the one before are passed over; so is a pair whose counters fell, but not its kills.</summary>
    private static IEnumerable<ResourceStretch> Stretches(IReadOnlyList<ResourceReading> readings)
    {
        if (readings.Count == 0)
        {
            yield break;
        }

        var (before, kills) = (readings[0], 0L);
        foreach (var reading in readings.Skip(1))
        {
            var delta = ResourceDelta.Between(before, reading);
            if (delta.ElapsedNs < ShortestNs)
            {
                continue;
            }

            kills += Kills(before, reading);
            before = reading;
            if (!delta.IsOfAnother)
            {
                yield return new ResourceStretch(reading, delta, kills);
                kills = 0;
            }
        }
    }

    // A counter that fell began anew at 0.
    private static long Kills(ResourceReading from, ResourceReading to) => to.OomKills >= from.OomKills ? to.OomKills - from.OomKills : to.OomKills;
}
