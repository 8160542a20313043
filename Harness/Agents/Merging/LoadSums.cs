using LoadLab.Engine;
using LoadLab.Engine.Measurement;

namespace LoadLab.Harness.Agents.Merging;

/// <summary>What intervals add up to, warm-up left out: the same rules by which the engine adds up its own.</summary>
internal sealed class LoadSums
{
    private readonly Latencies _ok = new(new LatencyHistogram(), new LatencyHistogram());
    private readonly Latencies _failed = new(new LatencyHistogram(), new LatencyHistogram());
    private readonly LatencyHistogram _lateness = new();
    private readonly ConnectionTimings _timings = new(new LatencyHistogram(), new LatencyHistogram(), new LatencyHistogram());
    private RequestCounts _counts = new();
    private IReadOnlyList<RequestKindCounts> _kinds = [];

    /// <summary>Intervals taken in, warm-up included.</summary>
    public int Intervals { get; private set; }

    /// <summary>End of the last measured interval, from the start of measuring.</summary>
    public TimeSpan Measured { get; private set; }

    public void Add(IntervalResult interval)
    {
        Intervals++;
        if (interval.IsWarmUp)
        {
            return;
        }

        _counts = RequestCounts.Sum([_counts, interval.Counts]);
        _kinds = KindSums.Of([_kinds, interval.Requests]);
        Add(_ok, interval.Ok);
        Add(_failed, interval.Failed);
        _lateness.Add(interval.Lateness);
        if (interval.Timings is { } timings)
        {
            _timings.Connect.Add(timings.Connect);
            _timings.Blocked.Add(timings.Blocked);
            _timings.FirstByte.Add(timings.FirstByte);
        }

        if (!interval.IsDrain)
        {
            CompletedInTime += interval.Counts.Ok + interval.Counts.Failed;
            OkInTime += interval.Counts.Ok;
            Measured = interval.Start + interval.Length > Measured ? interval.Start + interval.Length : Measured;
        }
    }

    /// <summary>What is known from the intervals alone.</summary>
    /// <param name="startedAt">Wall-clock label of the start of measuring.</param>
    public LoadResult ToResult(DateTimeOffset startedAt) => new()
    {
        StartedAt = startedAt,
        Measured = Measured,
        Counts = _counts,
        Requests = _kinds,
        Ok = _ok,
        Failed = _failed,
        Lateness = _lateness,
        Timings = _timings,
        CompletedInTime = CompletedInTime,
        OkInTime = OkInTime,
        PeakInFlight = 0,
        PeakConnections = 0,
        Transport = "",
        Generator = new GeneratorUsage { LoopCpuShare = [], ProcessCpu = TimeSpan.Zero, GcPause = TimeSpan.Zero, AllocatedBytes = 0 },
        Cancelled = false,
    };

    private long CompletedInTime { get; set; }

    private long OkInTime { get; set; }

    private static void Add(Latencies sums, Latencies part)
    {
        sums.Response.Add(part.Response);
        sums.Service.Add(part.Service);
    }
}
