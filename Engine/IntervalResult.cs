using LoadLab.Engine.Measurement;
using LoadLab.Engine.SelfCheck;

namespace LoadLab.Engine;

/// <summary>One interval of the series, merged over all loops.</summary>
public sealed record IntervalResult
{
    /// <summary>0, 1, 2… from the start of warm-up.</summary>
    public required int Index { get; init; }

    /// <summary>Start, counted from the start of measuring: negative during warm-up.</summary>
    public required TimeSpan Start { get; init; }

    /// <summary>Actual length; the last interval may be shorter.</summary>
    public required TimeSpan Length { get; init; }

    public required bool IsWarmUp { get; init; }

    /// <summary>After the last phase: holds only answers to requests sent before, which count in the totals but not in throughput.</summary>
    public bool IsDrain { get; init; }

    public required RequestCounts Counts { get; init; }

    /// <summary>Requests that completed in this interval with success.</summary>
    public required Latencies Ok { get; init; }

    /// <summary>Requests that failed in this interval.</summary>
    public required Latencies Failed { get; init; }

    /// <summary>As in <see cref="LoadResult.Lateness"/>, of arrivals sent in this interval.</summary>
    public LatencyHistogram Lateness { get; init; } = new();

    /// <summary>The counts by kind of request, in the load's order; empty where user code sends the requests.</summary>
    public IReadOnlyList<RequestKindCounts> Requests { get; init; } = [];

    /// <summary>Connect, blocked and first-byte times that ended in this interval; null where user code sends the requests.</summary>
    public ConnectionTimings? Timings { get; init; }

    /// <summary>Requests sent and not answered at the interval's end.</summary>
    public required int InFlight { get; init; }

    /// <summary>Virtual users alive at the interval's end (closed), otherwise 0.</summary>
    public required int Users { get; init; }

    /// <summary>Open connections at the interval's end.</summary>
    public required int Connections { get; init; }

    /// <summary>What the generator tells about itself; null where nothing watched it.</summary>
    public IntervalEvidence? Generator { get; init; }
}
