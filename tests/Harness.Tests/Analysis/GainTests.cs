using LoadLab.Harness.Analysis;

namespace LoadLab.Harness.Tests.Analysis;

public sealed class GainTests
{
    [Fact]
    public void Together_SeveralRatios_AreCorrectedForTheirNumber()
    {
        // Holm: 0.01 × 3, 0.02 × 2, 0.04 × 1 with the running maximum; what has no p value does not count.
        var gains = Gain.Together([new(2, 1, 4, 0.02), null, new(3, 1, 4, 0.01), new(5, null, null, null), new(4, 1, 5, 0.04)]);

        Assert.Equal([0.04, null, 0.03, null, 0.04], gains.Select(gain => gain?.PValue));
        Assert.True(gains[3]!.IsHint);
    }

    [Fact]
    public void Text_EachKind_SaysWhatMayBeClaimed()
    {
        Assert.Equal("×2.31 (2.20 to 2.43)", new Gain(new MeanRatio(2.31, 2.2, 2.43, 0.001), 0.002).Text);
        Assert.Equal("not distinguishable (0.900 to 1.30)", new Gain(new MeanRatio(1.1, 0.9, 1.3, 0.3), 0.6).Text);
        Assert.Equal("×30.0 (one trial: a hint)", new Gain(new MeanRatio(30, null, null, null), null).Text);
    }

    [Fact]
    public void IsDistinct_SignificantButBelowOnePercent_IsNot() =>
        Assert.False(new Gain(new MeanRatio(1.005, 1.004, 1.006, 0.0001), 0.0001).IsDistinct);
}
