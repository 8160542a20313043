using LoadLab.Engine.Measurement;
using LoadLab.Engine.SelfCheck;

namespace LoadLab.Engine.Tests.SelfCheck;

/// <summary>The result of a generator that had an easy time: 1,000 requests at 2 ms in 10 s.</summary>
internal static class EasyRun
{
    public static LoadResult Result { get; } = new()
    {
        StartedAt = DateTimeOffset.UnixEpoch,
        Measured = TimeSpan.FromSeconds(10),
        Counts = new RequestCounts { Planned = 1000, Sent = 1000, Ok = 1000 },
        Ok = new Latencies(Histogram((2_000_000, 1000)), Histogram((2_000_000, 1000))),
        Failed = new Latencies(new LatencyHistogram(), new LatencyHistogram()),
        Lateness = new LatencyHistogram(),
        CompletedInTime = 1000,
        OkInTime = 1000,
        PeakInFlight = 2,
        PeakConnections = 2,
        Transport = "epoll",
        Generator = new GeneratorUsage
        {
            LoopCpuShare = [0.3],
            ProcessCpu = TimeSpan.FromSeconds(3),
            GcPause = TimeSpan.Zero,
            AllocatedBytes = 0,
            Loops = [Loop],
        },
        UndisturbedResponse = Histogram((2_000_000, 1000)),
        PlanArrivals = 1000,
        Cancelled = false,
    };

    public static LoopEvidence Loop => new() { CpuShare = 0.3, SpinShare = 0.1, RunDelayShare = 0.001, MaxConnections = 100, PeakConnections = 2 };

    public static LoadResult WithLoop(LoopEvidence loop) => Result with { Generator = Result.Generator with { Loops = [Loop, loop] } };

    public static LatencyHistogram Histogram(params (long ValueNs, long Count)[] samples)
    {
        var histogram = new LatencyHistogram();
        foreach (var (valueNs, count) in samples)
        {
            histogram.Record(valueNs, count);
        }

        return histogram;
    }
}
