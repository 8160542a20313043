using LoadLab.Engine;

namespace LoadLab.Harness.Results;

/// <summary>Where a request's time went, as stored; each part counts its own samples.</summary>
public sealed record TimingSummary
{
    /// <summary>Time to connect, of each connection made for a request.</summary>
    public required LatencySummary Connect { get; init; }

    /// <summary>From the intended send until there was a connection, of the requests that had to wait for one because their number is capped.</summary>
    public required LatencySummary Blocked { get; init; }

    /// <summary>From the actual send to the first byte of the response, of successful requests.</summary>
    public required LatencySummary FirstByte { get; init; }

    public static TimingSummary From(ConnectionTimings timings) => new()
    {
        Connect = LatencySummary.From(timings.Connect),
        Blocked = LatencySummary.From(timings.Blocked),
        FirstByte = LatencySummary.From(timings.FirstByte),
    };
}
