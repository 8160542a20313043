using LoadLab.Engine.Measurement;
using LoadLab.Harness.Analysis;

namespace LoadLab.Harness.Tests.Analysis;

public sealed class PercentileCurveTests
{
    [Fact]
    public void Of_UniformSamplesInTwoTrials_IsTheUniformQuantile()
    {
        // 1 to 200 ms evenly, odd ones in one trial and even ones in the other: pooled p is 2 ms × p.
        var (odd, even) = (new LatencyHistogram(), new LatencyHistogram());
        for (var ms = 1; ms <= 200; ms++)
        {
            (ms % 2 == 0 ? even : odd).Record(ms * 1_000_000L, 1000);
        }

        var curve = PercentileCurve.Of([odd, even]);

        Assert.Equal(100, At(curve, 50), 100 * 0.011);
        Assert.Equal(180, At(curve, 90), 180 * 0.011);
        Assert.Equal(198, At(curve, 99), 198 * 0.011);
        Assert.Equal(200, At(curve, 99.99), 200 * 0.011);
    }

    [Fact]
    public void Of_TwoThousandSamples_EndsBeforeTheLuckOfAFew()
    {
        var histogram = new LatencyHistogram();
        histogram.Record(1_000_000, 2000);

        var curve = PercentileCurve.Of([histogram]);

        // 10 of 2,000 lie beyond p99.5: nothing further is shown.
        Assert.InRange(curve[^1].Percentile, 99, 99.5);
    }

    [Fact]
    public void Of_NoSamples_IsEmpty() => Assert.Empty(PercentileCurve.Of([new LatencyHistogram()]));

    [Fact]
    public void Percentiles_MarksReadersLookUp_AreAmongThemExactly()
    {
        var percentiles = PercentileCurve.Percentiles().ToList();

        Assert.All(new[] { 50, 90, 99, 99.9, 99.99 }, mark => Assert.Contains(mark, percentiles));
        Assert.Equal(percentiles.Order(), percentiles);
    }

    private static double At(IReadOnlyList<PercentilePoint> curve, double percentile) =>
        curve.Single(point => point.Percentile == percentile).Milliseconds;
}
