namespace LoadLab.TargetApi.Metrics;

/// <summary>Histogram bounds from 1 µs to 10 s in steps of 1, 2.5 and 5.</summary>
internal static class DurationBuckets
{
    private static readonly long[] BoundsNs =
    [
        1_000, 2_500, 5_000, 10_000, 25_000, 50_000, 100_000, 250_000, 500_000,
        1_000_000, 2_500_000, 5_000_000, 10_000_000, 25_000_000, 50_000_000, 100_000_000, 250_000_000, 500_000_000,
        1_000_000_000, 2_500_000_000, 5_000_000_000, 10_000_000_000,
    ];

    /// <summary>Upper bounds in ns, each inclusive as Prometheus has it.</summary>
    public static ReadOnlySpan<long> UpperBoundsNs => BoundsNs;

    /// <summary>Buckets in all: one per bound and one for what is above the last.</summary>
    public static int Count => BoundsNs.Length + 1;

    /// <summary>The bucket that a duration falls into.</summary>
    public static int IndexOf(long ns)
    {
        long[] bounds = BoundsNs;
        int i = 0;
        while (i < bounds.Length && ns > bounds[i])
        {
            i++;
        }

        return i;
    }
}
