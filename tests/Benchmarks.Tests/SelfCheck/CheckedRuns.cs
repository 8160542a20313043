using LoadLab.Benchmarks.SelfCheck;
using LoadLab.Engine;
using LoadLab.Engine.Measurement;
using LoadLab.Engine.SelfCheck;

namespace LoadLab.Benchmarks.Tests.SelfCheck;

/// <summary>Runs of the closed load with 1,000 responses alike, and as many arrivals missed as the verdict takes.</summary>
internal static class CheckedRuns
{
    private const int Requests = 1000;

    public static CheckedRun Create(double p99Us, Verdict verdict = Verdict.Valid, int level = SelfCheckPlan.Idle, int repetition = 0) =>
        new(CheckedLoad.All[0], level, repetition, Result((long)(p99Us * 1e3), Missed(verdict)));

    private static LoadResult Result(long responseNs, int missed) => new()
    {
        StartedAt = DateTimeOffset.UnixEpoch,
        Measured = TimeSpan.FromSeconds(5),
        Counts = new RequestCounts { Planned = Requests, Sent = Requests - missed, Ok = Requests - missed, Missed = missed },
        Ok = new Latencies(Responses(responseNs), Responses(responseNs)),
        Failed = new Latencies(new LatencyHistogram(), new LatencyHistogram()),
        Lateness = new LatencyHistogram(),
        CompletedInTime = Requests,
        OkInTime = Requests,
        PeakInFlight = 2,
        PeakConnections = 2,
        Transport = "epoll",
        Generator = new GeneratorUsage
        {
            LoopCpuShare = [0.3],
            ProcessCpu = TimeSpan.FromSeconds(1),
            GcPause = TimeSpan.Zero,
            AllocatedBytes = 0,
            Loops = [new LoopEvidence { CpuShare = 0.3, SpinShare = 0.1, MaxConnections = 100, PeakConnections = 2 }],
        },
        PlanArrivals = Requests,
        Cancelled = false,
    };

    private static int Missed(Verdict verdict) => verdict switch
    {
        Verdict.Valid => 0,
        Verdict.Suspect => 5,
        _ => 50,
    };

    private static LatencyHistogram Responses(long responseNs)
    {
        var histogram = new LatencyHistogram();
        histogram.Record(responseNs, Requests);
        return histogram;
    }
}
