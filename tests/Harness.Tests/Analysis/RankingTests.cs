using LoadLab.Harness.Analysis;
using LoadLab.Harness.Results;
using LoadLab.Harness.Tests.Reporting;
using MathNet.Numerics.Distributions;

namespace LoadLab.Harness.Tests.Analysis;

public sealed class RankingTests
{
    private static readonly ConfigurationAnalysis Template = new SweepBuilder(repeats: 1).Add(1, 1, 256L << 20, 1000).Analyze().Configurations[0];

    private static readonly Objective Throughput = Objective.Of(new SweepBuilder(repeats: 1).Sweep().Profile);

    [Fact]
    public void Of_EqualConfigurations_SeldomClaimsThatOneIsBetter()
    {
        // All alike, so each claim is false: at most 5 % of sweeps may make one.
        const int Sweeps = 1500;
        var random = new Random(3);
        var claims = Enumerable.Range(0, Sweeps).Count(_ =>
        {
            var alike = Enumerable.Range(0, 4).Select(_ => WithRates([.. Enumerable.Range(0, 3).Select(_ => Normal.Sample(random, 1000, 50))]));
            return Ranking.Of(alike, Throughput).Indistinct.Count == 0;
        });

        Assert.InRange(claims / (double)Sweeps, 0, 0.05);
    }

    [Fact]
    public void Of_FarBetter_LeavesNoneIndistinct()
    {
        var ranking = Ranking.Of([WithRates(1000, 1005, 995), WithRates(2000, 2005, 1995), WithRates(1500, 1505, 1495)], Throughput);

        Assert.Equal(2000, ranking.Best.Throughput!.Mean, 6);
        Assert.Empty(ranking.Indistinct);
        Assert.True(ranking.PValue < Ranking.Clear);
    }

    [Fact]
    public void Of_SignificantButIrrelevant_IsNoDifference()
    {
        // A tenth of a percent, measured without noise: nobody's reason to pay for more.
        var ranking = Ranking.Of([WithRates(2000, 2000, 2000), WithRates(2002, 2002, 2002)], Throughput);

        Assert.Single(ranking.Indistinct);
        Assert.Single(ranking.Equal);
    }

    [Fact]
    public void Of_NoisyAndFarApart_IsIndistinctButNoStandIn()
    {
        var ranking = Ranking.Of([WithRates(700, 1000, 1300), WithRates(600, 900, 1000)], Throughput);

        Assert.Single(ranking.Indistinct);
        Assert.Empty(ranking.Equal);
    }

    [Fact]
    public void Of_OneTrial_TestsNothing() => Assert.False(Ranking.Of([WithRates(1000), WithRates(900)], Throughput).Tested);

    private static ConfigurationAnalysis WithRates(params double[] rates)
    {
        var trial = Template.Used[0];
        TrialResult[] trials = [.. rates.Select(rate => trial with { Load = trial.Load! with { RequestsPerSecond = rate } })];
        return Template with { Trials = trials, Used = trials, Throughput = Estimate.From(rates) };
    }
}
