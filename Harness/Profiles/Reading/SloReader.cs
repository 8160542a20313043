namespace LoadLab.Harness.Profiles.Reading;

/// <summary><c>slo</c>.</summary>
internal static class SloReader
{
    private static readonly string[] Latencies = ["p50", "p90", "p95", "p99", "p999"];

    public static SloConfig? Read(SectionReader slo)
    {
        if (!slo.Exists)
        {
            return null;
        }

        var bounds = Latencies.Select(key => ReadBound(slo, key)).ToArray();
        CheckOrder(slo, bounds);
        return new SloConfig
        {
            P50 = bounds[0],
            P90 = bounds[1],
            P95 = bounds[2],
            P99 = bounds[3],
            P999 = bounds[4],
            Errors = slo.Share("errors"),
            Throughput = slo.Rate("throughput"),
        };
    }

    private static TimeSpan? ReadBound(SectionReader slo, string key)
    {
        var bound = slo.Duration(key);
        if (bound == TimeSpan.Zero)
        {
            slo.Fail(key, "no target answers within 0s: give a longer time");
        }

        return bound;
    }

    /// <summary>A higher percentile is never the faster one: such a bound was most likely given to the wrong key.</summary>
    private static void CheckOrder(SectionReader slo, TimeSpan?[] bounds)
    {
        for (var index = 1; index < bounds.Length; index++)
        {
            var tightest = bounds[..index].Where(bound => bound is not null).Max();
            if (bounds[index] < tightest)
            {
                slo.Fail(Latencies[index], $"{Latencies[index]} is bounded more tightly than a lower percentile, which makes the other bound pointless: exchange or remove one");
            }
        }
    }
}
