using System.Buffers;
using System.Text;
using LoadLab.Engine;
using LoadLab.Engine.Http;
using LoadLab.Engine.LoadModels;
using LoadLab.Engine.Measurement;
using LoadLab.Engine.SelfCheck;
using LoadLab.Harness.Agents.Agent;
using LoadLab.Harness.Agents.Protocol;
using LoadLab.Harness.Agents.Protocol.Messages;
using LoadLab.Harness.Agents.Protocol.Specs;
using LoadLab.Harness.Agents.Translation;
using LoadLab.Harness.Machines;
using LoadLab.Harness.Tests.Experiments;
using FeedRow = LoadLab.Engine.Http.FeedRow;

namespace LoadLab.Harness.Tests.Agents.Translation;

/// <summary>What goes over the wire and comes back is what was sent.</summary>
public sealed class LoadSpecsTests
{
    private static readonly Guid Run = Guid.Parse("00112233-4455-6677-8899-aabbccddeeff");
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    public static TheoryData<LoadSimulation> Stages { get; } = new(
        new Inject(7, Second, 3 * Second), new Inject(7, Second, 3 * Second) { Arrivals = ArrivalProcess.Poisson },
        new RampingInject(8, TimeSpan.FromMilliseconds(100), 2 * Second), new RampingInject(8, Second, 2 * Second) { Arrivals = ArrivalProcess.Poisson },
        new InjectRandom(1, 9, Second, 4 * Second),
        new IterationsForInject(5, Second, 77), new IterationsForInject(5, Second, 77) { Arrivals = ArrivalProcess.Poisson },
        new KeepConstant(11, 5 * Second), new RampingConstant(12, 6 * Second), new IterationsForConstant(13, 400), new Pause(TimeSpan.FromMilliseconds(250)));

    [Theory]
    [MemberData(nameof(Stages))]
    public void StageSpecs_EveryKind_ComesBackTheSame(LoadSimulation stage) => Assert.Equal(stage, StageSpecs.Read(StageSpecs.Write(stage)));

    [Fact]
    public void StageSpecs_EveryKindOfTheEngine_HasAForm()
    {
        var kinds = typeof(LoadSimulation).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(LoadSimulation)) && !type.IsAbstract);

        Assert.Equal(kinds.ToHashSet(), ((IEnumerable<object[]>)Stages).Select(row => row[0].GetType()).ToHashSet());
    }

    [Theory]
    [InlineData("lean", null)]
    [InlineData("inject", "weekly")]
    public void StageSpecs_UnknownWords_AreRefused(string kind, string? arrivals)
    {
        var spec = StageSpecs.Write(new Inject(1, Second, Second)) with { Kind = kind, Arrivals = arrivals };

        Assert.Throws<FormatException>(() => StageSpecs.Read(spec));
    }

    [Fact]
    public void LoadSpecs_FullLoadOverTheWire_ComesBackTheSame()
    {
        using var folder = new Results.TemporaryFolder();
        var pem = Path.Combine(folder.Path, "ca.pem");
        File.WriteAllText(pem, "-----BEGIN CERTIFICATE-----\nQUJD\n-----END CERTIFICATE-----\n");
        var load = new HttpLoad
        {
            Targets = [new Uri("https://a.example:8443"), new Uri("http://[::1]:80")],
            Requests =
            [
                new HttpRequestTemplate
                {
                    Name = "order", Method = "PUT", Path = "/x?y=1", Weight = 2.5, Headers = [KeyValuePair.Create("X-A", "1"), KeyValuePair.Create("X-A", "2")],
                    Feed = new RequestFeed([new FeedRow("/p", null), new FeedRow(null, Encoding.UTF8.GetBytes("body")), new FeedRow("/q", new byte[300_000])], FeedOrder.Unique),
                },
                new HttpRequestTemplate { Path = "/" },
                new HttpRequestTemplate { Path = "/r", Feed = RequestFeed.OfBodies([new byte[] { 0, 255 }], FeedOrder.Random) },
                new HttpRequestTemplate { Path = "/s", Feed = RequestFeed.OfBodies([new byte[] { 1 }]) },
            ],
            Simulations = [new Inject(1, Second, Second), new KeepConstant(2, Second)],
            ThinkTime = new ThinkTime(TimeSpan.FromMilliseconds(5), Second),
            Version = HttpProtocolVersion.Http2,
            WarmUp = 2 * Second,
            Tls = new TlsOptions { VerifyCertificate = false, CaFile = pem, Fingerprint = new string('a', 64) },
            Options = new EngineOptions
            {
                Loops = 3,
                Transport = "sockets",
                Pacing = Pacing.Frugal,
                MaxConnectionsPerLoop = 17,
                ConnectTimeout = 2 * Second,
                ResponseTimeout = 3 * Second,
                DrainTimeout = 4 * Second,
                IntervalLength = TimeSpan.FromMilliseconds(500),
                Seed = -5,
            },
        };

        var read = OverTheWire(load, new LoadShare(1, 3));

        Assert.Equal(load.Targets.Select(target => target.Authority), read.Targets.Select(target => target.Authority));
        Assert.Equal(load.Simulations, read.Simulations);
        Assert.Equal((load.ThinkTime, load.Version, load.WarmUp, load.Options), (read.ThinkTime, read.Version, read.WarmUp, read.Options));
        Assert.Equal(load.Tls with { CaFile = "there" }, read.Tls);
        Assert.Equal(new LoadShare(1, 3), read.Share);
        foreach (var (sent, came) in load.Requests.Zip(read.Requests))
        {
            Assert.Equal((sent.Label, sent.Method, sent.Path, sent.Weight, sent.Feed?.Order), (came.Label, came.Method, came.Path, came.Weight, came.Feed?.Order));
            Assert.Equal(sent.Headers, came.Headers);
            Assert.Equal(sent.Feed?.Rows.Select(Text), came.Feed?.Rows.Select(Text));
        }
    }

    [Fact]
    public void LoadSpecs_ClientCertificate_StaysHere() => Assert.Contains(
        "client certificate",
        Assert.Throws<LoadSetupException>(() => LoadSpecs.Write(Small() with { Tls = new TlsOptions { CertificateFile = "/c.pem" } })).Message,
        StringComparison.Ordinal);

    [Fact]
    public void ResultMessages_OverTheWire_ComesBackTheSame()
    {
        var loop = new LoopEvidence
        {
            CpuShare = 0.5,
            SpinShare = 0.25,
            RunDelayShare = 0.01,
            InvoluntarySwitches = 3,
            Stalls = 4,
            StalledShare = 0.02,
            LongestStall = TimeSpan.FromMilliseconds(6),
            PeakConnections = 7,
            MaxConnections = 8,
        };
        var load = TestResults.Good() with
        {
            PeakInFlight = 9,
            PeakConnections = 10,
            TransportNote = "note",
            HttpVersion = "2",
            ProtocolFailure = "p",
            TlsFailure = "t",
            UsedUpRequest = "u",
            StalledRequests = 11,
            PlanArrivals = 12,
            Cancelled = true,
            UndisturbedResponse = TestResults.Histogram(5_000, 3),
            PoolDelay = TestResults.Histogram(6_000, 4),
            Generator = new GeneratorUsage
            {
                LoopCpuShare = [0.1, 0.2],
                ProcessCpu = Second,
                GcPause = 2 * Second,
                AllocatedBytes = 13,
                Collections = 14,
                LongestGcPause = 3 * Second,
                ClockStep = 4 * Second,
                Loops = [loop, loop with { CpuShare = null, RunDelayShare = null }],
                ConnectionsLimitedByFiles = true,
                WorstInterval = new BadInterval(Second, 0.75),
            },
        };
        var spec = ResultMessages.Write(load, startedNs: 42, new MachineUse(1, 2, 3));
        var frame = new ArrayBufferWriter<byte>();
        var message = new Result(Run, 5, new byte[32], spec, HistogramEncoding.Encode(load.UndisturbedResponse), HistogramEncoding.Encode(load.PoolDelay));

        var came = Assert.IsType<Result>(MessageCodec.Read(MessageCodec.Write(message, frame), frame.WrittenSpan));
        var read = ResultMessages.Read(came.Spec, load.UndisturbedResponse, load.PoolDelay, TestResults.Good(), load.StartedAt);

        Assert.Equal((42L, new MachineSpec(1, 2, 3)), (came.Spec.StartedNs, came.Spec.Machine));
        Assert.Equal(load.Generator.Loops, read.Generator.Loops);
        Assert.Equal(load.Generator.LoopCpuShare, read.Generator.LoopCpuShare);
        Assert.Equal(load.Generator with { Loops = [], LoopCpuShare = [] }, read.Generator with { Loops = [], LoopCpuShare = [] });
        Assert.Equal(Plain(load), Plain(read));
    }

    [Fact]
    public void IntervalMessages_HistogramsAndCountsDisagree_AreRefused()
    {
        var interval = IntervalMessages.Write(Interval(), Run, 0, 0);

        Assert.Throws<FormatException>(() => IntervalMessages.Read(interval with { Counts = interval.Counts with { Ok = 2 } }, ["GET /"]));
        Assert.Throws<FormatException>(() => IntervalMessages.Read(interval, ["GET /", "GET /more"]));
        Assert.Throws<FormatException>(() => IntervalMessages.Read(interval with { Histograms = interval.Histograms with { Lateness = new byte[] { 1, 2, 3 } } }, ["GET /"]));
        Assert.Throws<FormatException>(() => IntervalMessages.Read(interval with { Counts = interval.Counts with { Errors = new Dictionary<int, long> { [200] = 1 } } }, ["GET /"]));
    }

    [Fact]
    public void IntervalMessages_EvidenceAndPlaces_ComeBackTheSame()
    {
        var sent = Interval() with
        {
            Index = 4,
            Start = -Second,
            IsWarmUp = true,
            InFlight = 5,
            Users = 6,
            Connections = 7,
            Generator = new IntervalEvidence(Second, null, 2 * Second, 3 * Second),
        };

        var read = IntervalMessages.Read(IntervalMessages.Write(sent, Run, 0, 0), ["GET /"]);

        Assert.Equal((sent.Index, sent.Start, sent.Length, sent.IsWarmUp, sent.IsDrain, sent.InFlight, sent.Users, sent.Connections, sent.Generator),
            (read.Index, read.Start, read.Length, read.IsWarmUp, read.IsDrain, read.InFlight, read.Users, read.Connections, read.Generator));
    }

    private static IntervalResult Interval() => new()
    {
        Index = 0,
        Start = TimeSpan.Zero,
        Length = Second,
        IsWarmUp = false,
        Counts = new RequestCounts { Planned = 1, Sent = 1, Ok = 1 },
        Requests = [new RequestKindCounts("GET /", 1, 1, 0)],
        Ok = new Latencies(TestResults.Histogram(1_000, 1), TestResults.Histogram(1_000, 1)),
        Failed = new Latencies(new LatencyHistogram(), new LatencyHistogram()),
        InFlight = 0,
        Users = 0,
        Connections = 1,
    };

    private static HttpLoad Small() => new() { Targets = [new Uri("http://a:1")], Requests = [new HttpRequestTemplate { Path = "/" }], Simulations = [new Pause(Second)] };

    private static (string?, string) Text(FeedRow row) => (row.Path, row.Body is { } body ? Convert.ToHexString(body.Span) : "none");

    private static LoadResult Plain(LoadResult load) => TestResults.Good() with
    {
        Measured = load.Measured,
        CompletedInTime = load.CompletedInTime,
        OkInTime = load.OkInTime,
        PeakInFlight = load.PeakInFlight,
        PeakConnections = load.PeakConnections,
        Transport = load.Transport,
        TransportNote = load.TransportNote,
        HttpVersion = load.HttpVersion,
        ProtocolFailure = load.ProtocolFailure,
        TlsFailure = load.TlsFailure,
        UsedUpRequest = load.UsedUpRequest,
        StalledRequests = load.StalledRequests,
        PlanArrivals = load.PlanArrivals,
        Cancelled = load.Cancelled,
        // The same objects for both, so that records compare by the rest.
        Counts = SharedCounts,
        Ok = Shared,
        Failed = Shared,
        Lateness = Shared.Response,
        Generator = SharedGenerator,
    };

    private static readonly RequestCounts SharedCounts = new();
    private static readonly Latencies Shared = new(new LatencyHistogram(), new LatencyHistogram());
    private static readonly GeneratorUsage SharedGenerator = TestResults.Good().Generator;

    private static HttpLoad OverTheWire(HttpLoad load, LoadShare share)
    {
        var feeds = load.Requests.Select(request =>
        {
            var bytes = new ArrayBufferWriter<byte>();
            foreach (var row in request.Feed?.Rows ?? [])
            {
                FeedRowCodec.Write(new LoadLab.Harness.Agents.Protocol.FeedRow(row.Path, row.Body), bytes);
            }

            return bytes.WrittenMemory;
        }).ToList();
        var frame = new ArrayBufferWriter<byte>();
        var sent = new Prepare(Run, LoadSpecs.Write(load), new ShareSpec(share.Index, share.Count), null, feeds.Sum(feed => feed.Length), null);
        var prepare = Assert.IsType<Prepare>(MessageCodec.Read(MessageCodec.Write(sent, frame), frame.WrittenSpan));
        var received = new RunFeeds(prepare.Load, prepare.FeedBytes);
        for (var request = 0; request < feeds.Count; request++)
        {
            foreach (var chunk in FeedRowCodec.Chunks(Run, request, feeds[request]))
            {
                Assert.False(received.AreComplete);
                received.Add(chunk);
            }
        }

        Assert.True(received.AreComplete);
        return LoadSpecs.Read(prepare.Load, share, received.Read(), "there");
    }
}
