using LoadLab.Engine;
using LoadLab.Engine.LoadModels;
using LoadLab.Engine.SelfCheck;
using LoadLab.Harness.Experiments.Checks;
using LoadLab.Harness.Machines;
using LoadLab.Harness.Results;
using LoadLab.Harness.Tests.Deployment;

namespace LoadLab.Harness.Tests.Experiments.Checks;

public sealed class TrialValidityTests
{
    [Fact]
    public void Assess_NothingWrong_IsValid() => Assert.Equal(Validity.Valid, TrialValidity.Assess(Evidence(TestResults.Good())));

    [Theory]
    [InlineData(0.09, null)]
    [InlineData(0.11, Verdict.Suspect)]
    public void Assess_OtherProcesses_AreBoundAtATenthOfTheMachine(double others, Verdict? expected)
    {
        var load = TestResults.Good();
        var ours = 3 + load.Generator.ProcessCpu.TotalSeconds;

        AssertVerdict(expected, "neither target nor generator",
            Evidence(load) with { Machine = new MachineUse(ours + (others * 20), 0, 20), ReplicaCpuSeconds = 3 });
    }

    [Theory]
    [InlineData(0.04, null)]
    [InlineData(0.06, Verdict.Suspect)]
    public void Assess_TimeStolenByTheHost_IsBoundAtFivePercent(double stolen, Verdict? expected) =>
        AssertVerdict(expected, "other machines", Evidence(TestResults.Good()) with { Machine = new MachineUse(1, stolen * 20, 20) });

    [Fact]
    public void Assess_NoSuccess_IsInvalid() =>
        AssertFound(Verdict.Invalid, "No request succeeded (7 failed)", Evidence(TestResults.Good() with { Counts = new RequestCounts { Planned = 7, Sent = 7, Failed = 7 } }));

    [Fact]
    public void Assess_FewerThanAHundredRequests_IsSuspect() =>
        AssertFound(Verdict.Suspect, "Only 99 requests", Evidence(TestResults.Good() with { Counts = new RequestCounts { Planned = 99, Sent = 99, Ok = 99 } }));

    [Fact]
    public void Assess_SecondHalfSlower_IsSuspect() =>
        AssertFound(Verdict.Suspect, "not steady", Evidence(TestResults.Good()) with { Intervals = Intervals(2000, 2000, 1000, 1000) });

    [Fact]
    public void Assess_NoisySecondsWithoutDrift_IsValid() =>
        Assert.Equal(Verdict.Valid, TrialValidity.Assess(Evidence(TestResults.Good()) with { Intervals = Intervals(2000, 1300, 1700, 2100, 1500, 1900, 1100, 1600, 1400, 1800) }).Verdict);

    [Fact]
    public void Assess_ChanceDifferenceOfAFewRequests_IsValid() =>
        Assert.Equal(Verdict.Valid, TrialValidity.Assess(Evidence(TestResults.Good()) with { Intervals = Intervals(10, 11, 8, 9) }).Verdict);

    /// <summary>Seconds that differ as Poisson arrivals of a steady target make them differ: no more false alarms than the bound of p allows.</summary>
    [Theory]
    [InlineData(20, 6)]
    [InlineData(20, 30)]
    [InlineData(200, 10)]
    public void Assess_PoissonArrivals_AreNotTakenForUnsteadiness(int rate, int seconds)
    {
        const int Seeds = 500;
        var stage = new Inject(rate, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(seconds)) { Arrivals = ArrivalProcess.Poisson };

        var alarms = Enumerable.Range(0, Seeds).Count(seed =>
            TrialValidity.Assess(Evidence(TestResults.Good(), stage) with { Intervals = Intervals(PerSecond(stage, seed, seconds)) }).Verdict != Verdict.Valid);

        // 1 %, and three standard errors of the estimate.
        Assert.InRange((double)alarms / Seeds, 0, 0.01 + (3 * Math.Sqrt(0.01 / Seeds)));
    }

    [Fact]
    public void Assess_SecondHalfSlowerUnderPoissonArrivals_IsSuspect()
    {
        var stage = new Inject(2000, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(10)) { Arrivals = ArrivalProcess.Poisson };
        var slowing = PerSecond(stage, seed: 1, seconds: 10).Select((count, second) => second < 5 ? count : count * 7 / 10).ToArray();

        AssertFound(Verdict.Suspect, "not steady", Evidence(TestResults.Good(), stage) with { Intervals = Intervals(slowing) });
    }

    [Fact]
    public void Assess_RampBeforeTheConstantStage_IsNotTakenForUnsteadiness()
    {
        var evidence = Evidence(TestResults.Good(), new RampingConstant(10, TimeSpan.FromSeconds(4)), new KeepConstant(10, TimeSpan.FromSeconds(6)));

        Assert.Equal(Verdict.Valid, TrialValidity.Assess(evidence with { Intervals = Intervals(100, 300, 500, 700, 1000, 1000, 1000, 1000, 1000, 1000) }).Verdict);
    }

    [Fact]
    public void Assess_LimitsNotReallyInForce_IsSuspectForEach()
    {
        var evidence = Deployed(new EnforcedLimits { CpuBy = "affinity", MemoryBy = "heap-limit", Cpus = 1, MemoryBytes = 1000, TargetProcessors = [0], GeneratorProcessors = [1] });

        AssertFound(Verdict.Suspect, "0.5 per replica could only be enforced as 1", evidence);
        AssertFound(Verdict.Suspect, "only the managed heap", evidence);
    }

    [Fact]
    public void Assess_LimitsByControlGroups_IsValid() =>
        Assert.Equal(Verdict.Valid, TrialValidity.Assess(Deployed(InForce([0]))).Verdict);

    [Fact]
    public void Assess_ReplicasAskForMoreProcessorsThanAreLeft_IsSuspectWithTheNumbers()
    {
        var evidence = Deployed(InForce([0]));

        AssertFound(Verdict.Suspect, "3 × 0.5 CPUs for the replicas ask for 1.5 processors, but only 1", evidence with { Deployed = evidence.Deployed! with { Replicas = 3 } });
    }

    [Fact]
    public void Assess_OneProcessorForAll_IsSuspect() => AssertFound(Verdict.Suspect, "shared its only processor", Deployed(InForce(null)));

    [Fact]
    public void Assess_WorstFirst_InvalidReasonsLead()
    {
        var load = TestResults.Good() with { Counts = new RequestCounts { Planned = 7, Sent = 7, Failed = 7 } };

        var validity = TrialValidity.Assess(Evidence(load) with { Incidents = ["A worker was killed."] });

        Assert.Equal(Verdict.Invalid, validity.Verdict);
        Assert.StartsWith("No request succeeded", validity.Reasons[0], StringComparison.Ordinal);
        Assert.Contains("A worker was killed.", validity.Reasons);
    }

    [Fact]
    public void Assess_WhatTheGeneratorFoundItself_IsPartOfTheVerdict()
    {
        var load = TestResults.Good() with { Counts = new RequestCounts { Planned = 1000, Sent = 989, Ok = 989, Missed = 11 } };

        AssertFound(Verdict.Invalid, "never sent", Evidence(load) with { Incidents = ["A worker was killed."] });
        AssertFound(Verdict.Invalid, "A worker was killed.", Evidence(load) with { Incidents = ["A worker was killed."] });
    }

    private static EnforcedLimits InForce(IReadOnlyList<int>? processors) =>
        new() { CpuBy = "cgroup-v2", MemoryBy = "cgroup-v2", Cpus = 0.5, MemoryBytes = 1000, TargetProcessors = processors, GeneratorProcessors = processors is null ? null : [1] };

    private static TrialEvidence Deployed(EnforcedLimits limits) => Evidence(TestResults.Good()) with
    {
        Deployed = TestConfigurations.Local("x") with { Cpus = 0.5, MemoryBytes = 1000 },
        Limits = limits,
    };

    private static TrialEvidence Evidence(LoadResult load, params LoadSimulation[] stages) => new()
    {
        Load = load,
        LoadConfig = TestConfigurations.Load(stages.Length > 0 ? stages : [new KeepConstant(2, TimeSpan.FromSeconds(10))]),
    };

    private static long[] PerSecond(LoadSimulation stage, int seed, int seconds)
    {
        var counts = new long[seconds];
        var schedule = ((OpenPhase)LoadPlan.Create([stage], seed).Phases[0]).CreateSchedule();
        for (var next = schedule.NextNs(); next != IArrivalSchedule.End; next = schedule.NextNs())
        {
            counts[next / 1_000_000_000]++;
        }

        return counts;
    }

    private static MeasuredInterval[] Intervals(params long[] ok) =>
        [.. ok.Select((count, second) => new MeasuredInterval(TimeSpan.FromSeconds(second), TimeSpan.FromSeconds(1), count))];

    private static void AssertFound(Verdict verdict, string part, TrialEvidence evidence) => AssertVerdict(verdict, part, evidence);

    private static void AssertVerdict(Verdict? expected, string part, TrialEvidence evidence)
    {
        var validity = TrialValidity.Assess(evidence);
        Assert.Equal(expected ?? Verdict.Valid, validity.Verdict);
        Assert.Equal(expected is not null, validity.Reasons.Any(reason => reason.Contains(part, StringComparison.Ordinal)));
    }
}
