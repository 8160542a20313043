using LoadLab.Harness.Analysis;
using LoadLab.Harness.Profiles;

namespace LoadLab.Harness.Tests.Analysis;

public sealed class SloCheckTests
{
    private static readonly SloBound P99 = SloBound.Of(new SloConfig { P99 = TimeSpan.FromMilliseconds(100) })[0];

    private static readonly SloBound Throughput = SloBound.Of(new SloConfig { Throughput = 500 })[0];

    [Fact]
    public void Of_WholeIntervalWithin_IsHeld() => Assert.Equal(SloState.Held, SloCheck.Of(P99, Estimate.From([80, 81, 82])).State);

    [Fact]
    public void Of_MeanWithinButIntervalBeyond_IsUnsure() =>
        Assert.Equal(SloState.Unsure, SloCheck.Of(P99, Estimate.From([70, 90, 110])).State);

    [Fact]
    public void Of_MeanBeyond_IsMissed() => Assert.Equal(SloState.Missed, SloCheck.Of(P99, Estimate.From([110, 111, 112])).State);

    [Fact]
    public void Of_OneTrialWithin_IsHeldWithLessConfidence()
    {
        var check = SloCheck.Of(P99, Estimate.From([80.0]));

        Assert.Equal(SloState.HeldOnce, check.State);
        Assert.Contains("only trial", check.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_NothingMeasured_IsMissed() => Assert.Equal(SloState.Missed, SloCheck.Of(P99, null).State);

    [Fact]
    public void Of_LowestThroughput_LooksAtTheLowerEnd()
    {
        Assert.Equal(SloState.Held, SloCheck.Of(Throughput, Estimate.From([600, 601, 602])).State);
        Assert.Equal(SloState.Unsure, SloCheck.Of(Throughput, Estimate.From([400, 600, 800])).State);
        Assert.Equal(SloState.Missed, SloCheck.Of(Throughput, Estimate.From([400, 401, 402])).State);
    }

    [Fact]
    public void Excess_TwiceTheBound_IsTwo() => Assert.Equal(2, SloCheck.Of(P99, Estimate.From([200.0])).Excess, 10);

    [Fact]
    public void Excess_HalfTheThroughput_IsTwo() => Assert.Equal(2, SloCheck.Of(Throughput, Estimate.From([250.0])).Excess, 10);

    [Fact]
    public void Phrase_NamesBoundAndUnit()
    {
        var bounds = SloBound.Of(new SloConfig { P999 = TimeSpan.FromSeconds(1.5), Errors = 0.001, Throughput = 1200 });

        Assert.Equal(["p99.9 ≤ 1,500 ms", "error rate ≤ 0.1 %", "throughput ≥ 1,200 requests/s"], bounds.Select(bound => bound.Phrase));
    }
}
