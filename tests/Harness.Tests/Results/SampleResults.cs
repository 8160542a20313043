using LoadLab.Engine;
using LoadLab.Engine.Measurement;
using LoadLab.Engine.SelfCheck;
using LoadLab.Harness.Results;

namespace LoadLab.Harness.Tests.Results;

/// <summary>Results with a different value in every field, so that a swapped pair shows.</summary>
internal static class SampleResults
{
    public const string Profile = """
        name: sample
        target:
          deployment: external
          urls: ["http://127.0.0.1:8080"]
        load:
          request: { path: /empty }
          simulations: [{ keep_constant: { copies: 1, during: 1s } }]
        trials: { repeats: 2 }
        """;

    public static EnvironmentInfo Environment { get; } = new()
    {
        LoadLabVersion = "0.1.0",
        Runtime = ".NET 10",
        OperatingSystem = "Test OS",
        Kernel = "6.0",
        CpuModel = "Test CPU \"quoted\"",
        Processors = 2,
        MemoryBytes = 3,
        StartedAt = new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero),
    };

    public static LatencyHistogram Histogram(params long[] valuesNs)
    {
        var histogram = new LatencyHistogram();
        foreach (var value in valuesNs)
        {
            histogram.Record(value);
        }

        return histogram;
    }

    public static IntervalResult Interval(int index, params long[] responsesNs) => new()
    {
        Index = index,
        Start = TimeSpan.FromSeconds(index),
        Length = TimeSpan.FromSeconds(1),
        IsWarmUp = index < 0,
        Counts = new RequestCounts { Planned = 10, Sent = 9, Ok = responsesNs.Length, Failed = 1, Missed = 2, BytesSent = 100, BytesReceived = 200 },
        Ok = new Latencies(Histogram(responsesNs), Histogram([.. responsesNs.Select(value => value / 2)])),
        Failed = new Latencies(new LatencyHistogram(), new LatencyHistogram()),
        Timings = new ConnectionTimings(Histogram(400_000), Histogram(6_000_000, 7_000_000), Histogram(responsesNs)),
        InFlight = 3,
        Users = 4,
        Connections = 5,
        Generator = new IntervalEvidence(TimeSpan.FromMilliseconds(13), TimeSpan.FromMilliseconds(14), TimeSpan.FromMilliseconds(15), TimeSpan.FromMilliseconds(16)),
    };

    public static LoadResult Load() => new()
    {
        StartedAt = Environment.StartedAt,
        Measured = TimeSpan.FromSeconds(4),
        Counts = new RequestCounts
        {
            Planned = 20,
            Sent = 19,
            Ok = 12,
            Failed = 4,
            Missed = 1,
            BytesSent = 5,
            BytesReceived = 6,
            Statuses = new Dictionary<int, long> { [200] = 12, [503] = 1 },
            Errors = new Dictionary<ErrorKind, long> { [ErrorKind.ConnectRefused] = 2, [ErrorKind.ResponseTimeout] = 1 },
        },
        Ok = new Latencies(Histogram(2_000_000), Histogram(1_000_000)),
        Failed = new Latencies(Histogram(9_000_000), Histogram(8_000_000)),
        Lateness = Histogram(),
        Timings = new ConnectionTimings(Histogram(300_000, 500_000), Histogram(7_000_000), Histogram(900_000)),
        CompletedInTime = 15,
        OkInTime = 10,
        PeakInFlight = 7,
        PeakConnections = 8,
        Transport = "epoll",
        Generator = new GeneratorUsage
        {
            LoopCpuShare = [0.25],
            ProcessCpu = TimeSpan.FromMilliseconds(1500),
            GcPause = TimeSpan.FromMilliseconds(2),
            AllocatedBytes = 11,
            Collections = 17,
            LongestGcPause = TimeSpan.FromMilliseconds(1),
            ClockStep = TimeSpan.FromMilliseconds(-18),
            Loops =
            [
                new LoopEvidence
                {
                    CpuShare = 0.25,
                    SpinShare = 0.125,
                    RunDelayShare = 0.03,
                    InvoluntarySwitches = 19,
                    Stalls = 21,
                    StalledShare = 0.02,
                    LongestStall = TimeSpan.FromMilliseconds(22),
                    PeakConnections = 23,
                    MaxConnections = 24,
                },
            ],
            ConnectionsLimitedByFiles = true,
            WorstInterval = new BadInterval(TimeSpan.FromSeconds(2), 0.06),
        },
        UndisturbedResponse = Histogram(1_500_000),
        StalledRequests = 25,
        PoolDelay = Histogram(2_600_000),
        Cancelled = false,
    };

    public static TrialResult Trial(string id, int sequence) => new()
    {
        Id = id,
        ConfigurationId = id.Split('-')[0],
        Repeat = 1,
        Sequence = sequence,
        StartedAt = Environment.StartedAt,
        Outcome = TrialOutcome.Completed,
        Load = LoadSummary.From(Load()),
        Replicas = [new ReplicaUsage { Index = 0, Endpoint = new Uri("http://127.0.0.1:1234"), Node = "node-a", MeanCores = 0.5, ThrottledShare = 0.1, MeanReceivedBytesPerSecond = 26.5, MeanSentBytesPerSecond = 27.5, OomKills = 28 }],
        Limits = new EnforcedLimits { CpuBy = "cgroup-v1", MemoryBy = "none", Cpus = 0.5 },
        Validity = new Validity(Verdict.Suspect, ["the schedule was missed"]),
        ReadySeconds = 1.5,
        StageSeconds = new Dictionary<string, double> { ["infer"] = 0.001 },
        Agents = Agents(),
    };

    private static AgentsSummary Agents() => new()
    {
        Agents =
        [
            new AgentSummary
            {
                Name = "agent-1",
                Host = "node-b",
                IsHere = true,
                Transport = "io_uring",
                Loops = 29,
                End = AgentEnd.Lost,
                FromSeconds = -30.5,
                ToSeconds = 31.5,
                Sent = 32,
                Ok = 33,
                Share = 0.34,
                RequestsPerSecond = 35.5,
                ResponseTime = LatencySummary.From(Histogram(36_000_000)),
                Lateness = LatencySummary.From(Histogram(37_000)),
                LoopCpu = 0.38,
                Validity = new Validity(Verdict.Invalid, ["it was lost"]),
                ClockOffsetSeconds = -0.0039,
                ClockErrorSeconds = 0.00004,
                StartedLateSeconds = 0.000041,
                Intervals = 42,
                Duplicates = 43,
                Missing = 44,
                LeftOut = 45,
                Digest = "46ab",
            },
        ],
        Events = [new AgentEvent { AtSeconds = 47.5, Agent = "agent-1", Kind = AgentEventKind.TakenOver, Text = "The others took over." }],
        StartSpreadSeconds = 0.000048,
        StartErrorSeconds = 0.000049,
    };
}
