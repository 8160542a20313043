using LoadLab.Harness.Agents.Protocol.Messages;
using LoadLab.Harness.Agents.Protocol.Specs;

namespace LoadLab.Harness.Tests.Agents.Protocol;

/// <summary>Valid messages with random values, the same ones for the same seed.</summary>
internal sealed class RandomMessages(int seed)
{
    private static readonly long[] Edges = [0, 1, 127, 128, 16_383, 16_384, int.MaxValue, (1L << 62) - 1, 1L << 62];
    private readonly Random _random = new(seed);
    private int _turn;

    /// <summary>One kind after the other.</summary>
    public Message Next() => Vary(Samples.All[_turn++ % Samples.All.Count]);

    private Message Vary(Message sample) => sample switch
    {
        Hello => new Hello([.. Many(1, 16, () => _random.Next(1, int.MaxValue))], Name(), Id(), Text(200), Convert.ToBase64String(Bytes(32))),
        Challenge => new Challenge(_random.Next(1, int.MaxValue), Convert.ToBase64String(Bytes(32)), Convert.ToBase64String(Bytes(32))),
        Answer => new Answer(Convert.ToBase64String(Bytes(32)), Capabilities(), Maybe(new RunProgress(Id(), Int()))),
        Welcome => new Welcome(Name(), Long() | 1, Long() | 1, MaybeId(), Int()) is var welcome && welcome.HeartbeatNs <= 1L << 62 && welcome.LeaseNs <= 1L << 62 ? welcome : sample,
        Refused => new Refused(Any<RefusalCode>(), Text(500)),
        Ping => new Ping(_random.Next(int.MinValue, int.MaxValue), Time()),
        Pong => new Pong(_random.Next(int.MinValue, int.MaxValue), Time(), Time(), Time()),
        LoadLab.Harness.Agents.Protocol.Messages.Prepare => Prepare(),
        FeedChunk => new FeedChunk(Id(), Int(), Bytes(_random.Next(1, 1000))),
        Prepared => new Prepared(Id(), Text(30), Maybe(Text(500))),
        Start => new Start(Id(), Time()),
        Started => new Started(Id(), Time(), Time()),
        Ack => new Ack(Id(), Int()),
        Health => new Health(MaybeId(), _random.NextDouble(), Long(), Int()),
        Reshare => new Reshare(Id(), _random.Next(1, int.MaxValue), Share(), Long(), Maybe<IReadOnlyList<RowsSpec>>(Rows(int.MaxValue))),
        Reshared => new Reshared(Id(), _random.Next(1, int.MaxValue), Bool()),
        GiveRows => new GiveRows(Id(), Int(), Bool()),
        RowsGiven => new RowsGiven(Id(), Int(), Rows(int.MaxValue)),
        StageDone => new StageDone(Id(), Int(), Long()),
        EndStage => new EndStage(Id(), Int(), Long()),
        Stop => new Stop(Id(), Text(500)),
        RunFailed => new RunFailed(Id(), Any<RunFailureCode>(), Text(2000)),
        Leave => new Leave(Text(500)),
        Bye => new Bye(Text(500)),
        LoadLab.Harness.Agents.Protocol.Messages.Interval => Interval(),
        Result => new Result(Id(), Int(), Bytes(32), ResultSpec(), MaybeBytes(), MaybeBytes()),
        _ => throw new ArgumentException(sample.ToString()),
    };

    private Prepare Prepare()
    {
        var requests = Many(1, 5, Request).ToArray();
        var load = Samples.Load() with
        {
            Targets = [.. Many(1, 4, () => Text(100))],
            Requests = requests,
            Stages = [.. Many(1, 6, Stage)],
            ThinkMinimumNs = Int(),
            ThinkMaximumNs = int.MaxValue + Long() / 2,
            WarmUpNs = Long(),
            HttpVersion = Of("1.1", "2"),
            Tls = new TlsSpec(Bool(), Maybe(Text(1000)), Maybe(Text(64))),
            Loops = _random.Next(1, 4096),
            Transport = Maybe(Of("io_uring", "epoll", "sockets")),
            Pacing = Of("precise", "frugal"),
            DrainTimeoutNs = Long(),
            Seed = _random.Next(int.MinValue, int.MaxValue),
        };
        return new Prepare(Id(), load, Share(), Maybe<IReadOnlyList<RowsSpec>>(Rows(requests.Length)), _random.Next(64 << 20), Maybe<IReadOnlyList<int>>([_random.Next(64), _random.Next(64)]));
    }

    private RequestSpec Request() => new()
    {
        Name = Text(50),
        Weight = _random.NextDouble() + 1e-9,
        Method = Of("GET", "POST"),
        Path = "/" + Name(),
        Headers = [.. Many(0, 4, () => new HeaderSpec(Name(), Name()))],
        FeedOrder = Maybe(Of("sequential", "random", "unique")),
        Rows = _random.Next(1000),
    };

    private StageSpec Stage() => new()
    {
        Kind = StageKinds.All[_random.Next(StageKinds.All.Count)],
        Copies = Int(),
        Rate = Int(),
        MinRate = Int(),
        MaxRate = Int(),
        Iterations = Int(),
        IntervalNs = Long(),
        DuringNs = Long(),
        Arrivals = Maybe(Of("even", "poisson")),
    };

    private AgentCapabilities Capabilities() => new()
    {
        Host = Text(50),
        Machine = Text(50),
        Processors = _random.Next(1, 1000),
        MemoryBytes = Long(),
        Transports = [.. Many(0, 3, () => Text(10))],
        MaxRatePerSecond = Bool() ? null : _random.NextDouble() + 1,
        MaxConnections = Bool() ? null : _random.Next(1, int.MaxValue),
        MaxDurationNs = Bool() ? null : _random.NextInt64(1, 1L << 62),
        AllowedTargets = [.. Many(0, 5, () => Text(50))],
    };

    private Interval Interval() => new()
    {
        Run = Id(),
        Sequence = Int(),
        Epoch = Int(),
        Index = Int(),
        IsWarmUp = Bool(),
        IsDrain = Bool(),
        StartNs = Time(),
        LengthNs = Long(),
        Counts = new CountsSpec
        {
            Planned = Long(),
            Sent = Long(),
            Ok = Long(),
            Failed = Long(),
            Missed = Long(),
            Unsolicited = Long(),
            BytesSent = Long(),
            BytesReceived = Long(),
            Statuses = Pairs(999),
            Errors = Pairs(255),
        },
        Kinds = [.. Many(0, 20, () => new KindSpec(Long(), Long(), Long()))],
        InFlight = Int(),
        Users = Int(),
        Connections = Int(),
        Evidence = Bool() ? null : new EvidenceSpec(MaybeLong(), MaybeLong(), MaybeLong(), Long()),
        Histograms = new IntervalHistograms
        {
            OkResponse = Bytes(_random.Next(2000)),
            OkService = Bytes(_random.Next(200)),
            FailedResponse = Bytes(_random.Next(200)),
            FailedService = Bytes(_random.Next(200)),
            Lateness = Bytes(_random.Next(200)),
            Connect = Bytes(_random.Next(200)),
            Blocked = Bytes(_random.Next(200)),
            FirstByte = Bytes(_random.Next(200)),
        },
        Digest = Bytes(32),
    };

    private ResultSpec ResultSpec() => Samples.ResultSpec() with
    {
        StartedNs = Time(),
        MeasuredNs = Long(),
        CompletedInTime = Long(),
        OkInTime = Long(),
        PeakInFlight = Int(),
        Transport = Text(20),
        TransportNote = Maybe(Text(200)),
        HttpVersion = Maybe("2"),
        ProtocolFailure = Maybe(Text(200)),
        TlsFailure = Maybe(Text(200)),
        UsedUpRequest = Maybe(Text(200)),
        PlanArrivals = MaybeLong(),
        Cancelled = Bool(),
        Generator = Samples.ResultSpec().Generator with
        {
            LoopCpuShare = [.. Many(0, 8, _random.NextDouble)],
            ClockStepNs = Time(),
            WorstIntervalStartNs = Bool() ? null : Time(),
            WorstIntervalShare = Bool() ? null : _random.NextDouble(),
            Loops = [.. Many(0, 8, () => Samples.ResultSpec().Generator.Loops[0] with { CpuShare = Bool() ? null : _random.NextDouble(), Stalls = Long() })],
        },
        Machine = Maybe(new MachineSpec(_random.NextDouble(), _random.NextDouble(), _random.NextDouble())),
    };

    private RowsSpec[] Rows(int requests) =>
        [.. Many(0, 3, () => new RowsSpec(_random.Next(requests), [.. Many(0, 5, () => new RowPart(Long(), _random.NextInt64(1, 1L << 62)))]))];

    private ShareSpec Share() => _random.Next(1, 4097) is var count ? new ShareSpec(_random.Next(count), count) : null!;

    private Dictionary<int, long> Pairs(int largest) => Many(0, 10, () => _random.Next(largest + 1)).Distinct().ToDictionary(key => key, _ => Long());

    private IEnumerable<T> Many<T>(int least, int most, Func<T> make) => Enumerable.Range(0, _random.Next(least, most + 1)).Select(_ => make());

    private string Of(params string[] choices) => choices[_random.Next(choices.Length)];

    private T Any<T>() where T : struct, Enum => Enum.GetValues<T>()[_random.Next(Enum.GetValues<T>().Length)];

    private T? Maybe<T>(T value) where T : class => Bool() ? value : null;

    private Guid? MaybeId() => Bool() ? Id() : null;

    private long? MaybeLong() => Bool() ? Long() : null;

    private ReadOnlyMemory<byte>? MaybeBytes() => Bool() ? Bytes(_random.Next(3000)) : default(ReadOnlyMemory<byte>?);

    private bool Bool() => _random.Next(2) == 0;

    private int Int() => (int)Math.Min(Long(), int.MaxValue);

    /// <summary>Every length of a varint is as likely as another.</summary>
    private long Long() => Bool() ? Edges[_random.Next(Edges.Length)] : _random.NextInt64() >> _random.Next(1, 63);

    private long Time() => Bool() ? Long() : -Long();

    private Guid Id() => new(Bytes(16));

    private byte[] Bytes(int count)
    {
        var bytes = new byte[count];
        _random.NextBytes(bytes);
        return bytes;
    }

    private string Name() => string.Concat(Many(1, 64, () => "abcXYZ019._-"[_random.Next(12)]));

    private string Text(int most) => string.Concat(Many(0, most / 2, () => "aZ0 \"\\/\n\t\u0001<>&+'äß語😀"[_random.Next(20)])).Replace("\ud83d", "").Replace("\ude00", "😀");
}
