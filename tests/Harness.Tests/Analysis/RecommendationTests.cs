using LoadLab.Harness.Analysis;
using LoadLab.Harness.Profiles;
using LoadLab.Harness.Results;
using LoadLab.Harness.Tests.Reporting;

namespace LoadLab.Harness.Tests.Analysis;

public sealed class RecommendationTests
{
    private const long Memory = 256L << 20;

    [Fact]
    public void Recommend_OneFarAhead_IsClearAndSaysByHowMuch()
    {
        var one = Only(new SweepBuilder().Add(1, 0.5, Memory, 1000).Add(2, 0.5, Memory, 2000));

        Assert.Equal("c02", one.ConfigurationId);
        Assert.Equal(Confidence.Clear, one.Confidence);
        Assert.Contains("clearly better than every other (p < 0.01", one.Why, StringComparison.Ordinal);
        Assert.Contains("requests/s", one.What, StringComparison.Ordinal);
    }

    [Fact]
    public void Recommend_NoMeasurableDifference_TakesTheSmaller()
    {
        var one = Only(new SweepBuilder().Add(4, 1, Memory, 2005).Add(2, 1, Memory, 2000).Add(1, 1, Memory, 1000));

        Assert.Equal("c02", one.ConfigurationId);
        Assert.Equal(Confidence.Tied, one.Confidence);
        Assert.Equal(["c01"], one.TiedWith);
        Assert.Contains("No measurable difference in throughput from c01", one.Why, StringComparison.Ordinal);
        Assert.Contains("the smallest of them is recommended (2 replicas × 1 CPU and 256 MiB)", one.Why, StringComparison.Ordinal);
    }

    [Fact]
    public void Recommend_TiedWithTheSameResources_TakesTheFirstAndSaysSo()
    {
        var one = Only(new SweepBuilder().Add(1, 1, Memory, 2000).Add(1, 1, Memory, 2004));

        Assert.Equal("c01", one.ConfigurationId);
        Assert.Contains("all need the same resources, so the first of them is recommended", one.Why, StringComparison.Ordinal);
    }

    [Fact]
    public void Recommend_BestMissesTheSlo_TakesAnotherThatHolds()
    {
        // 64 users at 1,000/s wait 64 ms each, at 3,000/s 21 ms.
        var builder = new SweepBuilder { Slo = new SloConfig { P99 = TimeSpan.FromMilliseconds(60) } };
        var one = Only(builder.Add(1, 1, Memory, 3000).Add(2, 1, Memory, 4000, users: 64).Change("c02-r1", Slow).Change("c02-r2", Slow).Change("c02-r3", Slow));

        Assert.Equal("c01", one.ConfigurationId);
        Assert.Equal(Confidence.Alone, one.Confidence);
    }

    [Fact]
    public void Recommend_NoneHoldsTheSlo_SaysWhichCameClosest()
    {
        var builder = new SweepBuilder { Slo = new SloConfig { P99 = TimeSpan.FromMilliseconds(10) } };
        var one = Only(builder.Add(1, 1, Memory, 1000).Add(2, 1, Memory, 2000));

        Assert.Null(one.ConfigurationId);
        Assert.Equal(Confidence.None, one.Confidence);
        Assert.Contains("none held p99 ≤ 10 ms", one.What, StringComparison.Ordinal);
        Assert.StartsWith("Closest was c02 (replicas=2 cpus=1 memory=256M): p99 ", one.Why, StringComparison.Ordinal);
    }

    [Fact]
    public void Recommend_OneTrialEach_IsAHintWithoutIntervals()
    {
        var one = Only(new SweepBuilder(repeats: 1).Add(1, 1, Memory, 1000).Add(2, 1, Memory, 2000));

        Assert.Equal("c02", one.ConfigurationId);
        Assert.Equal(Confidence.Hint, one.Confidence);
        Assert.Contains("treat it as a hint", one.Why, StringComparison.Ordinal);
        Assert.DoesNotContain("±", one.What, StringComparison.Ordinal);
    }

    [Fact]
    public void Recommend_BestIsInvalidThroughout_IsNeverTaken()
    {
        var builder = new SweepBuilder().Add(1, 1, Memory, 1000).Add(2, 1, Memory, 9000);
        for (var repeat = 1; repeat <= 3; repeat++)
        {
            builder.Invalidate($"c02-r{repeat}", "The schedule was missed.");
        }

        var analysis = builder.Analyze();

        Assert.Equal("c01", Assert.Single(analysis.Recommendations).ConfigurationId);
        Assert.Null(analysis.Configurations[1].Throughput);
        Assert.Equal(3, analysis.Configurations[1].InvalidTrials);
    }

    [Fact]
    public void Recommend_AllInvalid_RecommendsNothing()
    {
        var one = Only(new SweepBuilder(repeats: 1).Add(1, 1, Memory, 1000).Invalidate("c01-r1", "The clock stepped."));

        Assert.Null(one.ConfigurationId);
        Assert.Contains("1 were invalid", one.Why, StringComparison.Ordinal);
    }

    [Fact]
    public void Recommend_SuspectTrial_IsNamedWithItsReason()
    {
        var one = Only(new SweepBuilder().Add(1, 1, Memory, 1000).Add(2, 1, Memory, 2000).Suspect("c02-r2", "Not steady: it still rose by 7 %."));

        Assert.Equal("c02", one.ConfigurationId);
        Assert.Contains(one.Caveats, caveat => caveat.Contains("c02-r2", StringComparison.Ordinal) && caveat.Contains("Not steady", StringComparison.Ordinal));
    }

    [Fact]
    public void Recommend_TargetDiedInOneTrialOfTheBest_TakesAnother()
    {
        var one = Only(new SweepBuilder().Add(1, 1, Memory, 1000).Add(2, 1, Memory, 2000).Fail("c02-r2", "Killed for want of memory."));

        Assert.Equal("c01", one.ConfigurationId);
    }

    [Fact]
    public void Recommend_GeneratorWasTheLimit_SaysSo()
    {
        var builder = new SweepBuilder().Add(1, 1, Memory, 1000);
        for (var repeat = 1; repeat <= 3; repeat++)
        {
            builder.Change($"c01-r{repeat}", Saturated);
        }

        var one = Only(builder);

        Assert.Contains(one.Caveats, caveat => caveat.Contains("load generator was the limit", StringComparison.Ordinal));
    }

    [Fact]
    public void Recommend_LowestCost_TakesTheCheapestPerRequest()
    {
        var builder = new SweepBuilder
        {
            Objective = new ObjectiveConfig(ObjectiveKind.MinimiseCost),
            Prices = new PricesConfig { CpuHour = 0.04, MemoryGbHour = 0.005, Currency = "EUR" },
        };
        var one = Only(builder.Add(4, 1, Memory, 3000).Add(1, 1, Memory, 2000));

        Assert.Equal("c02", one.ConfigurationId);
        Assert.Contains("EUR per million requests", one.What, StringComparison.Ordinal);
    }

    [Fact]
    public void Recommend_LowestCostWithoutPrices_SaysWhatIsMissing()
    {
        var one = Only(new SweepBuilder { Objective = new ObjectiveConfig(ObjectiveKind.MinimiseCost) }.Add(1, 1, Memory, 1000));

        Assert.Null(one.ConfigurationId);
        Assert.Contains("needs prices", one.Why, StringComparison.Ordinal);
    }

    [Fact]
    public void Recommend_LowestP99_TakesTheQuickest()
    {
        var builder = new SweepBuilder { Objective = new ObjectiveConfig(ObjectiveKind.MinimiseP99) };

        Assert.Equal("c02", Only(builder.Add(1, 1, Memory, 1000).Add(2, 1, Memory, 3000)).ConfigurationId);
    }

    [Fact]
    public void Analyze_EmptySweep_SaysThatNothingIsMeasured()
    {
        var builder = new SweepBuilder(repeats: 1).Add(1, 1, Memory, 1000).Drop("c01-r1");
        var one = Only(builder);

        Assert.Equal("No trial has finished yet.", one.Why);
        Assert.Contains(one.Caveats, caveat => caveat.Contains("0 of 1 trial", StringComparison.Ordinal));
    }

    [Fact]
    public void Analyze_RepeatWithoutSuccess_MissesTheSlo()
    {
        var builder = new SweepBuilder { Slo = new SloConfig { P99 = TimeSpan.FromSeconds(1) } }.Add(1, 1, Memory, 1000).Change("c01-r2", Silent);

        Assert.Equal(SloState.Missed, builder.Analyze().Configurations[0].SloState);
    }

    private static Recommendation Only(SweepBuilder builder) => Assert.Single(builder.Analyze().Recommendations);

    private static TrialResult Slow(TrialResult trial) =>
        trial with { Load = trial.Load! with { ResponseTime = trial.Load.ResponseTime with { P99Ms = 400 + trial.Repeat } } };

    private static TrialResult Saturated(TrialResult trial) =>
        trial with { Load = trial.Load! with { Generator = trial.Load.Generator with { LoopCpuShare = [0.2, 0.99] } } };

    private static TrialResult Silent(TrialResult trial) =>
        trial with { Load = trial.Load! with { RequestsPerSecond = 0, ErrorRate = 1, ResponseTime = new LatencySummary { Count = 0 } } };
}
