using LoadLab.Engine;
using LoadLab.Engine.Measurement;

namespace LoadLab.Harness.Tests.Experiments;

/// <summary>Results of a generator that had an easy time.</summary>
internal static class TestResults
{
    /// <summary>1,000 requests at 2 ms in 10 s; nothing late, nothing failed.</summary>
    public static LoadResult Good() => new()
    {
        StartedAt = DateTimeOffset.UnixEpoch,
        Measured = TimeSpan.FromSeconds(10),
        Counts = new RequestCounts { Planned = 1000, Sent = 1000, Ok = 1000 },
        Ok = new Latencies(Histogram(2_000_000, 1000), Histogram(2_000_000, 1000)),
        Failed = new Latencies(new LatencyHistogram(), new LatencyHistogram()),
        Lateness = new LatencyHistogram(),
        CompletedInTime = 1000,
        OkInTime = 1000,
        PeakInFlight = 2,
        PeakConnections = 2,
        Transport = "epoll",
        Generator = new GeneratorUsage { LoopCpuShare = [0.3], ProcessCpu = TimeSpan.FromSeconds(3), GcPause = TimeSpan.Zero, AllocatedBytes = 0 },
        Cancelled = false,
    };

    public static LatencyHistogram Histogram(long valueNs, long count)
    {
        var histogram = new LatencyHistogram();
        histogram.Record(valueNs, count);
        return histogram;
    }
}
