using LoadLab.Harness.Agents.Protocol;
using LoadLab.Harness.Agents.Protocol.Messages;
using LoadLab.Harness.Agents.Protocol.Specs;

namespace LoadLab.Harness.Tests.Agents.Protocol;

/// <summary>One valid message of each kind, always the same.</summary>
internal static class Samples
{
    public const string Token = "correct-horse-battery";

    /// <summary>Bytes 0 to 31.</summary>
    public const string AgentNonce = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";

    /// <summary>Bytes 32 to 63.</summary>
    public const string CoordinatorNonce = "ICEiIyQlJicoKSorLC0uLzAxMjM0NTY3ODk6Ozw9Pj8=";

    public static readonly Guid Run = Guid.Parse("00112233-4455-6677-8899-aabbccddeeff");

    public static readonly Guid OtherRun = Guid.Parse("0f0f0f0f-4455-6677-8899-aabbccddeeff");

    private static readonly RowsSpec[] Rows = [new(1, [new RowPart(0, 2), new RowPart(1, 4)])];

    public static IReadOnlyList<Message> All { get; } =
    [
        Hello(), Challenge(), Answer(null), Welcome(null), new Refused(RefusalCode.WrongToken, "no"), new Ping(3, -5), new Pong(3, -5, 6, 7),
        Prepare(300), new FeedChunk(Run, 300, new byte[] { 1, 2, 3 }), new Prepared(Run, "epoll", "io_uring: not permitted"), new Start(Run, 12), new Started(Run, 13, 1),
        new Ack(Run, 4), new Health(Run, 0.25, 1024, 2), new Reshare(Run, 1, new ShareSpec(0, 2), 5_000, Rows), new Reshared(Run, 1, true), new GiveRows(Run, 1, true),
        new RowsGiven(Run, 1, Rows), new StageDone(Run, 2, 99), new EndStage(Run, 2, 100), new Stop(Run, "asked to"), new RunFailed(Run, RunFailureCode.CapReached, "too much"),
        new Leave("going"), new Bye("gone"), SealedInterval(), Result(),
    ];

    public static Hello Hello() => new([1, 2], "agent-1", Guid.Parse("11111111-2222-3333-4444-555555555555"), "LoadLab 0.1.0", AgentNonce);

    public static Challenge Challenge() => new(1, CoordinatorNonce, Handshake.CoordinatorProof(Token, AgentNonce, CoordinatorNonce));

    public static Answer Answer(RunProgress? running) =>
        new(Handshake.AgentProof(Token, CoordinatorNonce, AgentNonce), Capabilities(), running);

    public static Welcome Welcome(Guid? run, int next = 0) => new("agent-1", 1_000_000_000, 10_000_000_000, run, next);

    public static AgentCapabilities Capabilities() => new()
    {
        Host = "host",
        Machine = "m1",
        Processors = 4,
        MemoryBytes = 1 << 30,
        Transports = ["epoll", "sockets"],
        MaxRatePerSecond = 1500.5,
        MaxConnections = null,
        MaxDurationNs = 60_000_000_000,
        AllowedTargets = ["http://10.0.0.1:8080"],
    };

    public static Prepare Prepare(long feedBytes) => new(Run, Load(), new ShareSpec(1, 3), Rows, feedBytes, [1, 0]);

    public static LoadSpec Load() => new()
    {
        Targets = ["http://10.0.0.1:8080", "http://10.0.0.2:8080"],
        Requests =
        [
            new RequestSpec
            {
                Name = "predict", Weight = 2.5, Method = "POST", Path = "/predict?x=1", Headers = [new HeaderSpec("X-A", "1"), new HeaderSpec("X-A", "2")], FeedOrder = "unique", Rows = 3,
            },
            new RequestSpec { Name = "health", Weight = 1, Method = "GET", Path = "/", Headers = [], FeedOrder = null, Rows = 0 },
        ],
        Stages =
        [
            new StageSpec
            {
                Kind = StageKinds.Inject, Copies = 0, Rate = 100, MinRate = 0, MaxRate = 0, Iterations = 0, IntervalNs = 1_000_000_000, DuringNs = 30_000_000_000, Arrivals = "poisson",
            },
        ],
        ThinkMinimumNs = 1,
        ThinkMaximumNs = 2,
        WarmUpNs = 5_000_000_000,
        HttpVersion = "1.1",
        Tls = new TlsSpec(true, null, "ab"),
        Loops = 2,
        Transport = null,
        Pacing = "precise",
        MaxConnectionsPerLoop = 10_000,
        ConnectTimeoutNs = 5,
        ResponseTimeoutNs = 6,
        DrainTimeoutNs = 7,
        IntervalNs = 1_000_000_000,
        Seed = -42,
    };

    public static Interval Interval(int sequence = 0) => new()
    {
        Run = Run,
        Sequence = sequence,
        Epoch = 2,
        Index = 130,
        IsWarmUp = true,
        IsDrain = false,
        StartNs = -1_000_000_000,
        LengthNs = 1_000_000_000,
        Counts = new CountsSpec
        {
            Planned = 10,
            Sent = 9,
            Ok = 7,
            Failed = 2,
            Missed = 1,
            Unsolicited = 0,
            BytesSent = 1234,
            BytesReceived = 567_890,
            Statuses = new Dictionary<int, long> { [503] = 1, [200] = 7 },
            Errors = new Dictionary<int, long> { [5] = 1 },
        },
        Kinds = [new KindSpec(4, 3, 1), new KindSpec(5, 4, 1)],
        InFlight = 3,
        Users = 0,
        Connections = 128,
        Evidence = new EvidenceSpec(null, null, 1000, 77),
        Histograms = new IntervalHistograms
        {
            OkResponse = new byte[] { 0x0A },
            OkService = new byte[] { 0x0B, 0x0B },
            FailedResponse = Array.Empty<byte>(),
            FailedService = Array.Empty<byte>(),
            Lateness = new byte[] { 0x0C },
            Connect = Array.Empty<byte>(),
            Blocked = Array.Empty<byte>(),
            FirstByte = new byte[] { 0x0D, 0x0D, 0x0D },
        },
    };

    public static Interval SealedInterval() => new IntervalChain(Run, "agent-1").Seal(Interval());

    public static Result Result() => new(Run, 1, SealedInterval().Digest, ResultSpec(), new byte[] { 9, 8 }, null);

    public static ResultSpec ResultSpec() => new()
    {
        StartedNs = 55,
        MeasuredNs = 30_000_000_000,
        CompletedInTime = 9,
        OkInTime = 7,
        PeakInFlight = 4,
        PeakConnections = 128,
        Transport = "epoll",
        TransportNote = "io_uring: not permitted",
        HttpVersion = "1.1",
        ProtocolFailure = null,
        TlsFailure = null,
        UsedUpRequest = null,
        StalledRequests = 1,
        PlanArrivals = 10,
        Cancelled = false,
        Generator = new GeneratorSpec
        {
            LoopCpuShare = [0.5, 0.25],
            ProcessCpuNs = 1,
            GcPauseNs = 2,
            AllocatedBytes = 3,
            Collections = 4,
            LongestGcPauseNs = 5,
            ClockStepNs = -6,
            Loops =
            [
                new LoopSpec
                {
                    CpuShare = 0.5, SpinShare = 0.1, RunDelayShare = null, InvoluntarySwitches = 1, Stalls = 2, StalledShare = 0.01, LongestStallNs = 3, PeakConnections = 64, MaxConnections = 10_000,
                },
            ],
            ConnectionsLimitedByFiles = false,
            WorstIntervalStartNs = -7,
            WorstIntervalShare = 0.5,
        },
        Machine = new MachineSpec(12.5, 0, 120),
    };
}
