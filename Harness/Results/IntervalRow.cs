using LoadLab.Engine;

namespace LoadLab.Harness.Results;

/// <summary>One line of <c>intervals.csv</c>: one interval of the generator's series. Latencies are response times of successful requests.</summary>
public sealed record IntervalRow
{
    public required int Index { get; init; }

    /// <summary>Seconds from the start of measuring; negative during warm-up.</summary>
    public required double StartSeconds { get; init; }

    public required double LengthSeconds { get; init; }

    public required bool WarmUp { get; init; }

    /// <summary>After the last phase, when only answers to requests already sent come in.</summary>
    public bool Drain { get; init; }

    public required long Planned { get; init; }

    public required long Sent { get; init; }

    public required long Ok { get; init; }

    public required long Failed { get; init; }

    public required long Missed { get; init; }

    public required int InFlight { get; init; }

    public required int Users { get; init; }

    public required int Connections { get; init; }

    public required long BytesSent { get; init; }

    public required long BytesReceived { get; init; }

    public double? P50Ms { get; init; }

    public double? P90Ms { get; init; }

    public double? P95Ms { get; init; }

    public double? P99Ms { get; init; }

    public double? MaxMs { get; init; }

    public double? ServiceP99Ms { get; init; }

    public double? FirstByteP99Ms { get; init; }

    /// <summary>Connections made for a request; null where user code sent the requests, and in older folders.</summary>
    public long? Connects { get; init; }

    public double? ConnectP99Ms { get; init; }

    /// <summary>Requests sent after waiting for a connection; null as <see cref="Connects"/>.</summary>
    public long? Blocked { get; init; }

    public double? BlockedP99Ms { get; init; }

    /// <summary>Time in which the worst loop should have looked at its events and could not; null for user code, and in older folders.</summary>
    public double? StalledMs { get; init; }

    public double? LongestStallMs { get; init; }

    /// <summary>Time in which the worst loop's thread waited for a processor; null where the system does not tell.</summary>
    public double? RunDelayMs { get; init; }

    public double? GcPauseMs { get; init; }

    /// <summary>The row of one interval; latencies are null where nothing succeeded in it.</summary>
    public static IntervalRow From(IntervalResult interval)
    {
        var response = LatencySummary.From(interval.Ok.Response);
        var timings = interval.Timings is { } measured ? TimingSummary.From(measured) : null;
        return new IntervalRow
        {
            Index = interval.Index,
            StartSeconds = interval.Start.TotalSeconds,
            LengthSeconds = interval.Length.TotalSeconds,
            WarmUp = interval.IsWarmUp,
            Drain = interval.IsDrain,
            Planned = interval.Counts.Planned,
            Sent = interval.Counts.Sent,
            Ok = interval.Counts.Ok,
            Failed = interval.Counts.Failed,
            Missed = interval.Counts.Missed,
            InFlight = interval.InFlight,
            Users = interval.Users,
            Connections = interval.Connections,
            BytesSent = interval.Counts.BytesSent,
            BytesReceived = interval.Counts.BytesReceived,
            P50Ms = response.P50Ms,
            P90Ms = response.P90Ms,
            P95Ms = response.P95Ms,
            P99Ms = response.P99Ms,
            MaxMs = response.MaxMs,
            ServiceP99Ms = LatencySummary.From(interval.Ok.Service).P99Ms,
            FirstByteP99Ms = timings?.FirstByte.P99Ms,
            Connects = timings?.Connect.Count,
            ConnectP99Ms = timings?.Connect.P99Ms,
            Blocked = timings?.Blocked.Count,
            BlockedP99Ms = timings?.Blocked.P99Ms,
            StalledMs = interval.Generator?.Stalled?.TotalMilliseconds,
            LongestStallMs = interval.Generator?.LongestStall?.TotalMilliseconds,
            RunDelayMs = interval.Generator?.RunDelay?.TotalMilliseconds,
            GcPauseMs = interval.Generator?.GcPause.TotalMilliseconds,
        };
    }
}
