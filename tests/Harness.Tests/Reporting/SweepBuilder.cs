using LoadLab.Engine;
using LoadLab.Engine.LoadModels;
using LoadLab.Engine.Measurement;
using LoadLab.Engine.SelfCheck;
using LoadLab.Harness.Analysis;
using LoadLab.Harness.Profiles;
using LoadLab.Harness.Reporting;
using LoadLab.Harness.Results;
using MathNet.Numerics.Distributions;

namespace LoadLab.Harness.Tests.Reporting;

/// <summary>Makes up sweeps with a fixed seed: figures of a made-up service, for tests of what is made of them.</summary>
internal sealed class SweepBuilder
{
    /// <summary>Of every configuration with a CPU limit: of no note.</summary>
    private const double Throttled = 0.004;

    private static readonly TimeSpan Measured = TimeSpan.FromSeconds(10);

    private readonly List<Configuration> _configurations = [];
    private readonly List<TrialResult> _trials = [];
    private readonly Dictionary<string, LatencyHistogram> _histograms = [];
    private readonly Dictionary<string, IReadOnlyList<IntervalRow>> _intervals = [];
    private readonly Dictionary<string, IReadOnlyList<TargetRow>> _target = [];
    private readonly Random _random;
    private readonly int _repeats;

    public SweepBuilder(int repeats = 3, int seed = 7)
    {
        _repeats = repeats;
        _random = new Random(seed);
    }

    public string Name { get; init; } = "demo-sweep";

    public string? Description { get; init; } = "A made-up sweep for tests.";

    public string Yaml { get; init; } = "name: demo-sweep\n";

    public SloConfig? Slo { get; init; }

    public ObjectiveConfig Objective { get; init; } = new();

    public PricesConfig? Prices { get; init; }

    public int? PlannedTrials { get; init; }

    public string? Ladder { get; init; }

    public ComparisonConfig? Compare { get; init; }

    public AgentsConfig? Agents { get; init; }

    /// <summary>A sweep over replicas and CPUs whose throughput rises with both, up to what the machine has.</summary>
    public static SweepBuilder Resources(int configurations, int repeats = 3)
    {
        var builder = new SweepBuilder(repeats)
        {
            Slo = new SloConfig { P99 = TimeSpan.FromMilliseconds(60), Errors = 0.01 },
            Yaml = "name: demo-sweep\ntarget:\n  deployment: local\nmatrix:\n  replicas: [1, 2]\n",
        };
        for (var index = 0; index < configurations; index++)
        {
            var (replicas, cpus, memory) = (1 + (index % 4), 0.5 * (1 + (index / 4 % 3)), index / 12 % 2 == 0 ? 256L << 20 : 512L << 20);
            builder.Add(replicas, cpus, memory, Math.Min(2200 * replicas * cpus, 7400));
        }

        return builder;
    }

    /// <summary>Adds a configuration with all its repeats: each trial's rate varies by the relative noise around the true one.</summary>
    public SweepBuilder Add(
        int replicas,
        double? cpus,
        long? memory,
        double rate,
        double noise = 0.015,
        string scenario = "predict",
        int users = 64,
        double errors = 0,
        IReadOnlyDictionary<string, double>? stages = null)
    {
        var configuration = Configure(replicas, cpus, memory, scenario, users);
        _configurations.Add(configuration);
        for (var repeat = 1; repeat <= _repeats; repeat++)
        {
            Measure(configuration, repeat, rate * (1 + (noise * Normal.Sample(_random, 0, 1))), users, errors, stages);
        }

        return this;
    }

    /// <summary>
    /// A service whose faults are removed one by one: 4 requests/s with prints and a registry for each request, 120 without the prints, 3,000 without both,
    /// and a last stage that changes nothing.
    /// </summary>
    public static SweepBuilder Evolution(int repeats = 3, params int[] users)
    {
        var builder = new SweepBuilder(repeats) { Ladder = "stage", Name = "evolution", Yaml = "name: evolution\n" };
        foreach (var copies in users.Length > 0 ? users : [4])
        {
            builder
                .AddNamed("stage", "everything wrong", 4, copies, new() { ["REQUEST_LOG"] = "print", ["MODEL_SOURCE"] = "registry-per-request" }, Stages(0.01, 0.19, 0.05))
                .AddNamed("stage", "no prints", 120, copies, new() { ["MODEL_SOURCE"] = "registry-per-request" }, Stages(0.0001, 0.008, 0))
                .AddNamed("stage", "no registry", 3000, copies, [], Stages(0.0002, 0, 0))
                .AddNamed("stage", "new name only", 3000, copies, new() { ["LABEL"] = "x" }, Stages(0.0002, 0, 0));
        }

        return builder;

        static Dictionary<string, double> Stages(double infer, double model, double log) =>
            new Dictionary<string, double> { ["infer"] = infer, ["model"] = model, ["log"] = log }.Where(stage => stage.Value > 0).ToDictionary();
    }

    /// <summary>Single requests and batches of 4 for 8 and 32 users: in batches an item takes 0.4 ms instead of 1 ms.</summary>
    public static SweepBuilder Batching(int repeats = 3)
    {
        var builder = new SweepBuilder(repeats) { Compare = new ComparisonConfig("mode", "individual"), Name = "batches", Yaml = "name: batches\n" };
        foreach (var users in (int[])[8, 32])
        {
            builder
                .AddNamed("mode", "individual", 1000, users, [], new() { ["infer"] = 0.001 })
                .AddNamed("mode", "batch-4", 2200, users, new() { ["BATCH_SIZE"] = "4" }, new() { ["infer"] = 0.0012 }, new BatchSummary { Batches = 1000, Jobs = 3000, Capacity = 4000, Seconds = 1.2 });
        }

        return builder;
    }

    /// <summary>Adds a configuration that differs from others by a named value and its environment, and by its users.</summary>
    public SweepBuilder AddNamed(
        string axis, string name, double rate, int users, Dictionary<string, string> environment, Dictionary<string, double> stages, BatchSummary? batches = null)
    {
        var made = Configure(1, null, null, "predict", users);
        var configuration = made with
        {
            Parameters = [new($"{axis}.name", name), .. environment.Select(pair => KeyValuePair.Create($"{axis}.{pair.Key}", pair.Value)), new("users", $"{users}")],
            Label = $"{axis}={name} users={users}",
            Target = made.Target with { Environment = environment },
        };
        _configurations.Add(configuration);
        for (var repeat = 1; repeat <= _repeats; repeat++)
        {
            Measure(configuration, repeat, rate * (1 + (0.015 * Normal.Sample(_random, 0, 1))), users, 0, stages);
            Change($"{configuration.Id}-r{repeat}", trial => trial with { Batches = batches });
        }

        return this;
    }

    /// <summary>Changes the trial last added, or the one named.</summary>
    public SweepBuilder Change(string trialId, Func<TrialResult, TrialResult> change)
    {
        var index = _trials.FindIndex(trial => trial.Id == trialId);
        _trials[index] = change(_trials[index]);
        return this;
    }

    public SweepBuilder Invalidate(string trialId, string reason) =>
        Change(trialId, trial => trial with { Validity = new Validity(Verdict.Invalid, [reason]) });

    public SweepBuilder Suspect(string trialId, string reason) =>
        Change(trialId, trial => trial with { Validity = new Validity(Verdict.Suspect, [reason]) });

    public SweepBuilder Fail(string trialId, string reason)
    {
        _histograms.Remove(trialId);
        _intervals.Remove(trialId);
        _target.Remove(trialId);
        return Change(trialId, trial => trial with { Outcome = TrialOutcome.TargetFailed, Failure = reason, Load = null, Replicas = [] });
    }

    /// <summary>The trial's target ran out of memory before it gave a figure; what its replicas used is kept.</summary>
    public SweepBuilder RunOutOfMemory(string trialId)
    {
        var (limits, target) = (_trials.Find(trial => trial.Id == trialId)!.Limits, _target[trialId]);
        Fail(trialId, "Replica 0 ran out of its memory limit of 256 MiB and was killed by the kernel.");
        _target[trialId] = target;
        return Change(trialId, trial => trial with { FailureKind = FailureKind.OutOfMemory, Limits = limits });
    }

    /// <summary>The CPU limit stopped the trial's replicas in that share of periods.</summary>
    public SweepBuilder Throttle(string trialId, double share)
    {
        _target[trialId] = [.. _target[trialId].Select(row => row with { ThrottledShare = share * (1 + (0.1 * Normal.Sample(_random, 0, 1))) })];
        return Change(trialId, trial => trial with { Replicas = [.. trial.Replicas.Select(replica => replica with { ThrottledShare = share })] });
    }

    /// <summary>The trial's replicas ran in containers on machines of their own: their network is known.</summary>
    public SweepBuilder OnNodes(string trialId)
    {
        _target[trialId] = [.. _target[trialId].Select(row => row with { ReceivedBytesPerSecond = 400_000 * (1 + row.Cores), SentBytesPerSecond = 150_000 * (1 + row.Cores) })];
        return Change(trialId, trial => trial with
        {
            Replicas = [.. trial.Replicas.Select(replica => replica with
            {
                Node = $"node-{(char)('a' + replica.Index)}",
                MeanReceivedBytesPerSecond = 600_000,
                MeanSentBytesPerSecond = 225_000,
            })],
        });
    }

    /// <summary>A worker of the trial's first replica was killed for memory at the given second, and started again.</summary>
    public SweepBuilder KillWorker(string trialId, int second)
    {
        _target[trialId] = [.. _target[trialId].Select(row => row.Replica == 0 && row.TimeSeconds == second ? row with { OomKills = 1 } : row)];
        return Change(trialId, trial => trial with { Replicas = [trial.Replicas[0] with { OomKills = trial.Replicas[0].OomKills + 1 }, .. trial.Replicas.Skip(1)] });
    }

    /// <summary>Gives the trial times of its parts: connections made in the measured part, requests that waited for one, a first byte early.</summary>
    public SweepBuilder WithTimes(string trialId) => Change(trialId, trial => trial with
    {
        Load = trial.Load! with
        {
            Timings = new TimingSummary
            {
                Connect = new LatencySummary { Count = trial.Load.Counts.Sent / 10, P50Ms = 0.21, P99Ms = 1.4 },
                Blocked = new LatencySummary { Count = trial.Load.Counts.Sent / 4, P50Ms = 3, P99Ms = 17.5 },
                FirstByte = trial.Load.ServiceTime with { P50Ms = trial.Load.ServiceTime.P50Ms / 2, P99Ms = trial.Load.ServiceTime.P99Ms / 2 },
            },
        },
    });

    /// <summary>Agents on two hosts made the trial's load, each the same share, and all went well.</summary>
    public SweepBuilder WithAgents(string trialId, int count = 4) => Change(trialId, trial => trial with
    {
        Agents = new AgentsSummary
        {
            Agents = [.. Enumerable.Range(0, count).Select(index => Agent(trial, index, count))],
            StartSpreadSeconds = 0.00003 * (count - 1),
            StartErrorSeconds = 0.00005,
        },
    });

    /// <summary>One of the trial's agents, numbered from 1, was lost at the given second, and the others took its load over.</summary>
    public SweepBuilder LoseAgent(string trialId, int number, double second) => ChangeAgent(
        trialId,
        number,
        agent => agent with { End = AgentEnd.Lost, ToSeconds = second, Share = agent.Share / 2, RequestsPerSecond = agent.RequestsPerSecond / 2, Missing = 1, LeftOut = 2 },
        [
            new AgentEvent { AtSeconds = second, Agent = $"agent-{number}", Kind = AgentEventKind.Lost, Text = $"agent-{number} was not heard of for 3 s and counts as lost." },
            new AgentEvent { AtSeconds = second + 0.1, Agent = $"agent-{number}", Kind = AgentEventKind.TakenOver, Text = $"The others took over the load of agent-{number}." },
        ]);

    /// <summary>One of the trial's agents, numbered from 1, was too slow for its share.</summary>
    public SweepBuilder SlowAgent(string trialId, int number) => ChangeAgent(
        trialId,
        number,
        agent => agent with
        {
            LoopCpu = 0.97,
            Lateness = agent.Lateness! with { P99Ms = 14.2 },
            ClockErrorSeconds = 0.0031,
            StartedLateSeconds = 0.0042,
            Duplicates = 1,
            Validity = new Validity(Verdict.Suspect, ["The generator's busiest loop used 97 % of a processor (threshold 80 %)."]),
        },
        []);

    private SweepBuilder ChangeAgent(string trialId, int number, Func<AgentSummary, AgentSummary> change, IEnumerable<AgentEvent> events) => Change(trialId, trial => trial with
    {
        Agents = trial.Agents! with
        {
            Agents = [.. trial.Agents.Agents.Select((agent, index) => index == number - 1 ? change(agent) : agent)],
            Events = [.. trial.Agents.Events, .. events],
            StartSpreadSeconds = trial.Agents.Agents.Select((agent, index) => index == number - 1 ? change(agent) : agent).Max(agent => agent.StartedLateSeconds),
        },
    });

    private static AgentSummary Agent(TrialResult trial, int index, int count) => new()
    {
        Name = $"agent-{index + 1}",
        Host = index % 2 == 0 ? "load-a" : "load-b",
        IsHere = index % 2 == 0,
        Transport = "io_uring",
        Loops = 1,
        End = AgentEnd.Finished,
        FromSeconds = -3,
        ToSeconds = Measured.TotalSeconds,
        Sent = trial.Load!.Counts.Sent / count,
        Ok = trial.Load.Counts.Ok / count,
        Share = 1.0 / count,
        RequestsPerSecond = trial.Load.RequestsPerSecond / count,
        ResponseTime = trial.Load.ResponseTime,
        Lateness = new LatencySummary { Count = 1000, P50Ms = 0.012, P99Ms = 0.041 + (0.01 * index) },
        LoopCpu = 0.31 + (0.02 * index),
        Validity = Validity.Valid,
        ClockOffsetSeconds = index % 2 == 0 ? 0.0000021 : -1234.567,
        ClockErrorSeconds = index % 2 == 0 ? 0.000004 : 0.000045,
        StartedLateSeconds = 0.00003 * index,
        Intervals = 13,
        Digest = "00ff",
    };

    public SweepBuilder WithoutReplicas()
    {
        _target.Clear();
        for (var index = 0; index < _trials.Count; index++)
        {
            _trials[index] = _trials[index] with { Replicas = [], Limits = null, StageSeconds = new Dictionary<string, double>() };
        }

        return this;
    }

    public SweepBuilder Drop(string trialId)
    {
        _trials.RemoveAll(trial => trial.Id == trialId);
        return this;
    }

    public SweepResult Sweep() => new()
    {
        Profile = new ProfileConfig
        {
            Name = Name,
            Description = Description,
            Configurations = _configurations,
            Trials = new TrialsConfig { Repeats = _repeats },
            Slo = Slo,
            Objective = Objective,
            Prices = Prices,
            Ladder = Ladder,
            Compare = Compare,
            Agents = Agents,
            Yaml = Yaml,
        },
        Environment = new EnvironmentInfo
        {
            LoadLabVersion = "0.1.0",
            Runtime = ".NET 10.0.0",
            OperatingSystem = "Made-up Linux 1",
            Kernel = "6.0.0",
            CpuModel = "Made-up CPU",
            Processors = 4,
            MemoryBytes = 8L << 30,
            StartedAt = new DateTimeOffset(2025, 3, 1, 12, 0, 0, TimeSpan.Zero),
        },
        Trials = [.. _trials.OrderBy(trial => trial.Sequence)],
        PlannedTrials = PlannedTrials ?? (_configurations.Count * _repeats),
        Folder = "/nowhere",
    };

    public ReportData Data() => ReportData.Of(Sweep(), _histograms, _intervals, _target);

    public SweepAnalysis Analyze() => Data().Analysis;

    private Configuration Configure(int replicas, double? cpus, long? memory, string scenario, int users)
    {
        var parameters = new List<KeyValuePair<string, string>>
        {
            new("scenario", scenario),
            new("replicas", $"{replicas}"),
        };
        AddParameter(parameters, "cpus", cpus is null ? null : $"{cpus}");
        AddParameter(parameters, "memory", memory is null ? null : $"{memory >> 20}M");
        return new Configuration
        {
            Id = $"c{_configurations.Count + 1:00}",
            Parameters = parameters,
            Label = string.Join(' ', parameters.Skip(1).Select(parameter => $"{parameter.Key}={parameter.Value}")),
            Replicas = replicas,
            Cpus = cpus,
            MemoryBytes = memory,
            Target = new TargetConfig { Deployment = DeploymentKind.Local },
            Load = new LoadConfig
            {
                Scenario = scenario,
                Simulations = [new KeepConstant(users, Measured)],
                WarmUp = TimeSpan.FromSeconds(3),
            },
        };
    }

    private static void AddParameter(List<KeyValuePair<string, string>> parameters, string name, string? value)
    {
        if (value is not null)
        {
            parameters.Add(new(name, value));
        }
    }

    private void Measure(Configuration configuration, int repeat, double rate, int users, double errors, IReadOnlyDictionary<string, double>? stages)
    {
        var id = $"{configuration.Id}-r{repeat}";
        var histogram = Histogram(users / rate * 1000, (long)(rate * Measured.TotalSeconds));
        _histograms[id] = histogram;
        _intervals[id] = Intervals(rate, errors, users, histogram);
        var cores = Math.Min(configuration.Cpus ?? 4, rate / 2200 / configuration.Replicas * 0.97);
        _target[id] = Target(configuration, cores);
        _trials.Add(new TrialResult
        {
            Id = id,
            ConfigurationId = configuration.Id,
            Repeat = repeat,
            Sequence = _trials.Count + 1,
            StartedAt = new DateTimeOffset(2025, 3, 1, 12, 0, 0, TimeSpan.Zero).AddSeconds(15 * _trials.Count),
            Outcome = TrialOutcome.Completed,
            Load = Summary(rate, errors, users, histogram),
            Replicas = [.. Enumerable.Range(0, configuration.Replicas).Select(index => Replica(configuration, index, cores))],
            Limits = new EnforcedLimits
            {
                CpuBy = configuration.Cpus is null ? "none" : "cgroup-v2",
                MemoryBy = configuration.MemoryBytes is null ? "none" : "cgroup-v2",
                Cpus = configuration.Cpus,
                MemoryBytes = configuration.MemoryBytes,
            },
            Validity = Validity.Valid,
            ReadySeconds = 0.8,
            StageSeconds = stages ?? new Dictionary<string, double> { ["parse"] = 0.00006, ["normalise"] = 0.00003, ["infer"] = 0.00021, ["serialise"] = 0.00004 },
        });
    }

    // Log-normal around the mean that Little's law gives, with a thin slow tail.
    private LatencyHistogram Histogram(double meanMs, long count)
    {
        var histogram = new LatencyHistogram();
        const int Draws = 4000;
        for (var draw = 0; draw < Draws; draw++)
        {
            var slow = _random.NextDouble() < 0.004 ? 3 : 1;
            histogram.Record((long)(LogNormal.Sample(_random, Math.Log(meanMs * 0.96), 0.28) * slow * 1e6), Math.Max(1, count / Draws));
        }

        return histogram;
    }

    private static LoadSummary Summary(double rate, double errors, int users, LatencyHistogram histogram)
    {
        var ok = (long)(rate * Measured.TotalSeconds);
        var failed = (long)(ok * errors / (1 - errors));
        return new LoadSummary
        {
            MeasuredSeconds = Measured.TotalSeconds,
            RequestsPerSecond = rate,
            ErrorRate = errors,
            Counts = new RequestCounts { Planned = ok + failed, Sent = ok + failed, Ok = ok, Failed = failed },
            ResponseTime = Latency(histogram),
            ServiceTime = Latency(histogram),
            Lateness = new LatencySummary { Count = 0 },
            PeakInFlight = users,
            PeakConnections = users,
            Transport = "epoll",
            Generator = new GeneratorUsage
            {
                LoopCpuShare = [Math.Min(0.85, rate / 20_000)],
                ProcessCpu = TimeSpan.FromSeconds(2),
                GcPause = TimeSpan.Zero,
                AllocatedBytes = 1000,
            },
        };
    }

    private static LatencySummary Latency(LatencyHistogram histogram)
    {
        return new LatencySummary
        {
            Count = histogram.Count,
            MinMs = histogram.MinNs / 1e6,
            MeanMs = histogram.MeanNs / 1e6,
            P50Ms = At(50),
            P75Ms = At(75),
            P90Ms = At(90),
            P95Ms = At(95),
            P99Ms = At(99),
            P999Ms = At(99.9),
            P9999Ms = At(99.99),
            MaxMs = histogram.MaxNs / 1e6,
        };

        double At(double percentile) => histogram.ValueAtPercentile(percentile) / 1e6;
    }

    private List<IntervalRow> Intervals(double rate, double errors, int users, LatencyHistogram histogram) =>
        [.. Enumerable.Range(-3, 13).Select(second =>
        {
            var warm = second < 0 ? 0.7 + (0.1 * (second + 3)) : 1 + (0.03 * Normal.Sample(_random, 0, 1));
            var ok = (long)(rate * warm);
            return new IntervalRow
            {
                Index = second + 3,
                StartSeconds = second,
                LengthSeconds = 1,
                WarmUp = second < 0,
                Planned = ok,
                Sent = ok,
                Ok = ok,
                Failed = (long)(ok * errors),
                Missed = 0,
                InFlight = users,
                Users = users,
                Connections = users,
                BytesSent = ok * 400,
                BytesReceived = ok * 200,
                P50Ms = histogram.ValueAtPercentile(50) / 1e6 / warm,
                P90Ms = histogram.ValueAtPercentile(90) / 1e6 / warm,
                P95Ms = histogram.ValueAtPercentile(95) / 1e6 / warm,
                P99Ms = histogram.ValueAtPercentile(99) / 1e6 / warm,
                MaxMs = histogram.MaxNs / 1e6,
            };
        })];

    private List<TargetRow> Target(Configuration configuration, double cores) =>
        [.. from second in Enumerable.Range(-2, 12)
            from replica in Enumerable.Range(0, configuration.Replicas)
            select new TargetRow
            {
                TimeSeconds = second,
                Replica = replica,
                Cores = cores * (1 + (0.03 * Normal.Sample(_random, 0, 1))),
                MemoryBytes = (long)((120L << 20) * (1 + (0.01 * (second + 2)))),
                ThrottledShare = configuration.Cpus is null ? null : Throttled,
                OomKills = 0,
            }];

    private static ReplicaUsage Replica(Configuration configuration, int index, double cores) => new()
    {
        Index = index,
        Endpoint = new Uri($"http://127.0.0.1:{9000 + index}"),
        MeanCores = cores,
        PeakCores = cores * 1.05,
        MeanMemoryBytes = 124L << 20,
        PeakMemoryBytes = (132L + index) << 20,
        ThrottledShare = configuration.Cpus is null ? null : Throttled,
    };
}
