using LoadLab.Engine.Measurement;
using LoadLab.Engine.Scenarios;
using LoadLab.Engine.SelfCheck;

namespace LoadLab.Engine;

/// <summary>The whole outcome of one run, warm-up excluded.</summary>
public sealed record LoadResult
{
    /// <summary>Wall-clock label of the start of measuring; never used in arithmetic.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>Length of the measured part, from its first intended send to the end of its last phase (drain excluded).</summary>
    public required TimeSpan Measured { get; init; }

    public required RequestCounts Counts { get; init; }

    /// <summary>The same by kind of request, in the load's order; empty where user code sends the requests.</summary>
    public IReadOnlyList<RequestKindCounts> Requests { get; init; } = [];

    /// <summary>
    /// Name of the request of which a loop needed another row when all of its unique feed were used up, which ended the load; null where none did.
    /// </summary>
    public string? UsedUpRequest { get; init; }

    public required Latencies Ok { get; init; }

    public required Latencies Failed { get; init; }

    /// <summary>
    /// Actual send − intended send of every open arrival sent, in ns; empty for closed loads. For one that needed a new connection, the moment
    /// it began to connect: how late the generator was, not how slow the target accepts.
    /// </summary>
    public required LatencyHistogram Lateness { get; init; }

    /// <summary>Connect, blocked and first-byte times; null where user code sends the requests.</summary>
    public ConnectionTimings? Timings { get; init; }

    /// <summary>Requests completed (with any outcome but <see cref="ErrorKind.Unfinished"/>) inside the measured part: the numerator of throughput.</summary>
    public required long CompletedInTime { get; init; }

    /// <summary>Of these, the successful ones.</summary>
    public required long OkInTime { get; init; }

    /// <summary>Most requests unanswered at once; with several loops the sum of each loop's most, which they need not have had together.</summary>
    public required int PeakInFlight { get; init; }

    /// <summary>Most connections open at once; with several loops as <see cref="PeakInFlight"/>.</summary>
    public required int PeakConnections { get; init; }

    /// <summary>The transport that carried it: <c>io_uring</c>, <c>epoll</c>, <c>sockets</c>, or <c>scenario</c> for user code.</summary>
    public required string Transport { get; init; }

    /// <summary>Why a faster transport was passed over, in a sentence; null where it was not, or one was asked for by name.</summary>
    public string? TransportNote { get; init; }

    /// <summary>The version of HTTP spoken: <c>1.1</c> or <c>2</c>; null where user code sends the requests.</summary>
    public string? HttpVersion { get; init; }

    /// <summary>What the first request that failed in the protocol met and how to mend it, for a user to read; null where none did.</summary>
    public string? ProtocolFailure { get; init; }

    /// <summary>Why the first <see cref="ErrorKind.TlsFailed"/> came about and how to mend it, for a user to read; null where there was none.</summary>
    public string? TlsFailure { get; init; }

    public required GeneratorUsage Generator { get; init; }

    /// <summary>Steps and statuses of user code; null for HTTP loads.</summary>
    public ScenarioOutcome? Scenario { get; init; }

    /// <summary>
    /// The response times of <see cref="Ok"/> without the generator's own stalls: everything taken off that these can have added, and requests
    /// left out of which nothing remains. Null where nothing watched for stalls.
    /// </summary>
    public LatencyHistogram? UndisturbedResponse { get; init; }

    /// <summary>Successful requests that a stall of the generator fell into.</summary>
    public long StalledRequests { get; init; }

    /// <summary>
    /// How long work that was ready waited for a thread of the pool, sampled all through the measured part, in ns; null where event loops do
    /// without it.
    /// </summary>
    public LatencyHistogram? PoolDelay { get; init; }

    /// <summary>
    /// Arrivals that the plan calls for in this generator's share, counted apart from what the loops counted; null where only the run can tell,
    /// where it was cancelled, and where the share was changed.
    /// </summary>
    public long? PlanArrivals { get; init; }

    /// <summary>True where a cancellation ended the run before its plan did.</summary>
    public required bool Cancelled { get; init; }

    /// <summary>Successful requests per second over the measured part.</summary>
    public double OkPerSecond => Measured > TimeSpan.Zero ? OkInTime / Measured.TotalSeconds : 0;

    /// <summary>Failed share of all finished requests, 0 to 1; 0 when there were none.</summary>
    public double ErrorRate => Counts.Ok + Counts.Failed is var all and > 0 ? (double)Counts.Failed / all : 0;

    /// <summary>The generator's judgement of itself.</summary>
    public Validity Validity => Validity.Of(Findings);

    /// <summary>What its checks found; docs/methodology.md has their thresholds and where these come from.</summary>
    public IEnumerable<Finding> Findings => GeneratorChecks.Findings(this);
}
