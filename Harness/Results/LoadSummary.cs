using LoadLab.Engine;

namespace LoadLab.Harness.Results;

/// <summary>What the generator measured in one trial.</summary>
public sealed record LoadSummary
{
    /// <summary>Length of the measured part in seconds.</summary>
    public required double MeasuredSeconds { get; init; }

    /// <summary>Successful requests per second completed inside the measured part.</summary>
    public required double RequestsPerSecond { get; init; }

    /// <summary>Failed share of finished requests, 0 to 1.</summary>
    public required double ErrorRate { get; init; }

    public required RequestCounts Counts { get; init; }

    /// <summary>The counts by kind of request; empty where there was only one, or user code sent them.</summary>
    public IReadOnlyList<RequestKindCounts> Requests { get; init; } = [];

    /// <summary>Response time of successful requests (from the intended send).</summary>
    public required LatencySummary ResponseTime { get; init; }

    /// <summary>Service time of successful requests (from the actual send).</summary>
    public required LatencySummary ServiceTime { get; init; }

    /// <summary>Lateness of open arrivals.</summary>
    public required LatencySummary Lateness { get; init; }

    /// <summary>Null where user code sent the requests, and in folders written before there were timings.</summary>
    public TimingSummary? Timings { get; init; }

    public required int PeakInFlight { get; init; }

    public required int PeakConnections { get; init; }

    public required string Transport { get; init; }

    /// <summary>Why a faster transport was passed over; null where it was not.</summary>
    public string? TransportNote { get; init; }

    /// <summary>Why the first TLS failure came about and how to mend it; null where there was none.</summary>
    public string? TlsFailure { get; init; }

    /// <summary><c>1.1</c> or <c>2</c>; null where user code sent the requests, and in folders written before there was a choice.</summary>
    public string? HttpVersion { get; init; }

    /// <summary>What the first request that failed in the protocol met; null where none did.</summary>
    public string? ProtocolFailure { get; init; }

    public required GeneratorUsage Generator { get; init; }

    /// <summary>The response times without the generator's own stalls; null where nothing watched for them.</summary>
    public LatencySummary? UndisturbedResponseTime { get; init; }

    /// <summary>Successful requests that a stall of the generator fell into.</summary>
    public long StalledRequests { get; init; }

    /// <summary>Wait of ready work for a thread of the pool; null where the load does without.</summary>
    public LatencySummary? PoolDelay { get; init; }

    /// <summary>Steps and statuses of user code; null for HTTP loads.</summary>
    public ScenarioSummary? Scenario { get; init; }

    /// <summary>The figures of a run in the form in which they are stored.</summary>
    public static LoadSummary From(LoadResult result) => new()
    {
        MeasuredSeconds = result.Measured.TotalSeconds,
        RequestsPerSecond = result.OkPerSecond,
        ErrorRate = result.ErrorRate,
        Counts = result.Counts,
        Requests = result.Requests.Count > 1 ? result.Requests : [],
        ResponseTime = LatencySummary.From(result.Ok.Response),
        ServiceTime = LatencySummary.From(result.Ok.Service),
        Lateness = LatencySummary.From(result.Lateness),
        Timings = result.Timings is { } timings ? TimingSummary.From(timings) : null,
        PeakInFlight = result.PeakInFlight,
        PeakConnections = result.PeakConnections,
        Transport = result.Transport,
        TransportNote = result.TransportNote,
        TlsFailure = result.TlsFailure,
        HttpVersion = result.HttpVersion,
        ProtocolFailure = result.ProtocolFailure,
        Generator = result.Generator,
        UndisturbedResponseTime = result.UndisturbedResponse is { } undisturbed ? LatencySummary.From(undisturbed) : null,
        StalledRequests = result.StalledRequests,
        PoolDelay = result.PoolDelay is { } delay ? LatencySummary.From(delay) : null,
        Scenario = ScenarioSummary.From(result.Scenario),
    };
}
