using LoadLab.Engine;
using LoadLab.Engine.LoadModels;
using LoadLab.Harness.Analysis;
using LoadLab.Harness.Profiles;
using LoadLab.Harness.Tests.Reporting;

namespace LoadLab.Harness.Tests.Analysis;

public sealed class DiagnosticianTests
{
    private static readonly LoadConfig Closed = new() { Scenario = "predict", Simulations = [new KeepConstant(10, TimeSpan.FromSeconds(5))] };

    private static readonly LoadConfig Open = Closed with { Simulations = [new Inject(100, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(5))] };

    [Fact]
    public void Of_ReplicasAtTheirLimit_IsReplicaCpu()
    {
        var diagnosis = Diagnose(Closed, cores: 0.98, limit: 1);

        Assert.Equal(BindingLimit.ReplicaCpu, diagnosis.Limit);
        Assert.Contains("each used 0.980 of its 1 CPU", diagnosis.LimitSentence, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_OftenThrottled_IsReplicaCpuInBursts() =>
        Assert.Equal(BindingLimit.ReplicaCpu, Diagnose(Closed, cores: 0.5, limit: 1, throttled: 0.4).Limit);

    [Fact]
    public void Of_BusyGenerator_IsGeneratorBeforeAllElse() =>
        Assert.Equal(BindingLimit.Generator, Diagnose(Closed, cores: 0.98, limit: 1, generator: 0.95).Limit);

    [Fact]
    public void Of_UnlimitedReplicasOnAllProcessors_IsSharedProcessors() =>
        Assert.Equal(BindingLimit.SharedProcessors, Diagnose(Closed, cores: 3.8, limit: null).Limit);

    [Fact]
    public void Of_IdleUnderOpenLoad_SaysThatTheLoadDidNotSaturate()
    {
        var diagnosis = Diagnose(Open, cores: 0.2, limit: 1);

        Assert.Equal(BindingLimit.Load, diagnosis.Limit);
        Assert.Contains("did not saturate", diagnosis.LimitSentence, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_IdleUnderThinkTime_SaysThatTheLoadDidNotSaturate() =>
        Assert.Equal(BindingLimit.Load, Diagnose(Closed with { ThinkTime = new ThinkTime(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2)) }, 0.2, 1).Limit);

    [Fact]
    public void Of_IdleThoughUsersAlwaysWait_IsWaiting() => Assert.Equal(BindingLimit.Waiting, Diagnose(Closed, cores: 0.2, limit: 1).Limit);

    [Fact]
    public void Of_NoReplicasObserved_IsUnknown()
    {
        var analysis = new SweepBuilder().Add(1, 1, null, 1000).WithoutReplicas().Analyze();

        Assert.Equal(BindingLimit.Unknown, analysis.Configurations[0].Diagnosis.Limit);
        Assert.Null(analysis.Configurations[0].Diagnosis.StageSentence);
    }

    [Fact]
    public void Of_MemoryNearItsLimit_IsNoted()
    {
        var analysis = new SweepBuilder().Add(1, 1, 140L << 20, 1000).Analyze();

        Assert.Contains(analysis.Configurations[0].Diagnosis.Notes, note => note.Contains("132 MiB of 140 MiB", StringComparison.Ordinal));
    }

    [Fact]
    public void Of_SometimesThrottled_IsNoted() => Assert.Contains(
        Diagnose(Closed, cores: 0.3, limit: 1, throttled: 0.02).Notes, note => note.Contains("2 % of the scheduler's periods", StringComparison.Ordinal));

    [Fact]
    public void Of_RanOutOfMemory_NamesTheLimitAndTheTrials()
    {
        var analysis = new SweepBuilder().Add(1, 1, 256L << 20, 1000).RunOutOfMemory("c01-r1").KillWorker("c01-r3", 2).KillWorker("c01-r3", 4).Analyze();

        Assert.Contains("The replicas ran out of their memory limit of 256 MiB: 3 kills in c01-r1, c01-r3.", analysis.Configurations[0].Diagnosis.Notes);
    }

    [Fact]
    public void Of_EveryTrialRanOutOfMemory_StillSaysSo()
    {
        var analysis = new SweepBuilder(repeats: 1).Add(1, 1, 256L << 20, 1000).RunOutOfMemory("c01-r1").Analyze();

        Assert.Contains("256 MiB: 1 kill in c01-r1.", Assert.Single(analysis.Configurations[0].Diagnosis.Notes), StringComparison.Ordinal);
    }

    private static Diagnosis Diagnose(LoadConfig load, double cores, double? limit, double generator = 0.3, double? throttled = null)
    {
        var sweep = new SweepBuilder(repeats: 1).Add(1, limit, null, 1000).Sweep();
        var trial = sweep.Trials[0];
        var used = trial with
        {
            Load = trial.Load! with { Generator = trial.Load.Generator with { LoopCpuShare = [generator] } },
            Replicas = [trial.Replicas[0] with { MeanCores = cores, ThrottledShare = throttled }],
        };
        return Diagnostician.Of(sweep.Profile.Configurations[0] with { Load = load }, [used], [used], [], sweep.Environment);
    }
}
