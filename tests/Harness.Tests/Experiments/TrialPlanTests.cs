using LoadLab.Engine.LoadModels;
using LoadLab.Harness.Experiments;
using LoadLab.Harness.Profiles;

namespace LoadLab.Harness.Tests.Experiments;

public sealed class TrialPlanTests
{
    [Fact]
    public void Create_Shuffled_HoldsEveryTrialOnceAndEveryConfigurationBeforeAnyRepeats()
    {
        var profile = TestProfiles.Create(configurations: 7, repeats: 4);

        var plan = TrialPlan.Create(profile);

        Assert.Equal(28, plan.Select(trial => trial.Id).Distinct().Count());
        Assert.Equal(Enumerable.Range(1, 28), plan.Select(trial => trial.Sequence));
        Assert.All(plan.Chunk(7), round => Assert.Equal(7, round.Select(trial => trial.Configuration.Id).Distinct().Count()));
        Assert.All(plan.Chunk(7), round => Assert.Single(round.Select(trial => trial.Repeat).Distinct()));
    }

    [Fact]
    public void Create_SameSeed_SameOrderAndAnotherSeedAnotherOrder()
    {
        var first = Ids(TestProfiles.Create(configurations: 8, repeats: 3, seed: 1));

        Assert.Equal(first, Ids(TestProfiles.Create(configurations: 8, repeats: 3, seed: 1)));
        Assert.NotEqual(first, Ids(TestProfiles.Create(configurations: 8, repeats: 3, seed: 2)));
    }

    [Fact]
    public void Create_Shuffled_RepeatsDifferInOrder()
    {
        var rounds = TrialPlan.Create(TestProfiles.Create(configurations: 8, repeats: 2)).Chunk(8).Select(round => round.Select(trial => trial.Configuration.Id)).ToList();

        Assert.NotEqual(rounds[0], rounds[1]);
    }

    [Fact]
    public void Create_Sequential_KeepsMatrixOrder()
    {
        var profile = TestProfiles.Create(configurations: 2, repeats: 2) with { Trials = new TrialsConfig { Repeats = 2, Order = TrialOrder.Sequential } };

        Assert.Equal(["c01-r1", "c02-r1", "c01-r2", "c02-r2"], Ids(profile));
    }

    [Fact]
    public void Estimate_StageEndsByCount_IsNotKnown()
    {
        var profile = TestProfiles.Create(1, 1, stages: new IterationsForConstant(2, 100));

        Assert.Null(TrialPlan.Estimate(TrialPlan.Create(profile)));
    }

    [Fact]
    public void Estimate_StagesWithTimes_IsAtLeastWhatIsMeasured()
    {
        var estimate = TrialPlan.Estimate(TrialPlan.Create(TestProfiles.Create(2, 3, stages: new KeepConstant(2, TimeSpan.FromSeconds(10)))));

        Assert.InRange(estimate!.Value.TotalSeconds, 60, 90);
    }

    private static IEnumerable<string> Ids(ProfileConfig profile) => TrialPlan.Create(profile).Select(trial => trial.Id);
}
