using LoadLab.Harness.Analysis;
using MathNet.Numerics.Distributions;

namespace LoadLab.Harness.Tests.Analysis;

public sealed class EstimateTests
{
    /// <summary>Group 1 of Student's sleep data (Biometrika 6, 1908), with the interval that R's t.test gives: −0.5297804 to 2.0297804.</summary>
    private static readonly double[] Sleep = [0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0];

    [Theory]
    [InlineData(1, 12.706)]
    [InlineData(2, 4.303)]
    [InlineData(4, 2.776)]
    [InlineData(9, 2.262)]
    [InlineData(29, 2.045)]
    public void Quantile_PublishedTable_Agrees(int freedom, double expected) =>
        Assert.Equal(expected, Estimate.Quantile(freedom), 3);

    [Fact]
    public void From_StudentsSleepData_GivesThePublishedInterval()
    {
        var estimate = Estimate.From(Sleep)!;

        Assert.Equal(0.75, estimate.Mean, 10);
        Assert.Equal(1.789010, estimate.StandardDeviation!.Value, 6);
        Assert.Equal(1.2797804, estimate.HalfWidth!.Value, 6);
    }

    [Fact]
    public void From_OneValue_HasNoInterval()
    {
        var estimate = Estimate.From([42.0])!;

        Assert.Equal(42, estimate.Mean);
        Assert.Null(estimate.HalfWidth);
        Assert.Null(estimate.Lower);
        Assert.Null(estimate.Upper);
    }

    [Fact]
    public void From_NoValue_IsNothing() => Assert.Null(Estimate.From([]));

    [Fact]
    public void Lower_WideInterval_StopsAtZero() => Assert.Equal(0, Estimate.From([1.0, 3.0])!.Lower);

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(5)]
    public void From_ManySamplesOfANormal_CoversTheMeanIn95Percent(int repeats)
    {
        const int Sweeps = 6000;
        var random = new Random(11);
        var covered = Enumerable.Range(0, Sweeps).Count(_ =>
        {
            var estimate = Estimate.From([.. Enumerable.Range(0, repeats).Select(_ => Normal.Sample(random, 1000, 30))])!;
            return Math.Abs(estimate.Mean - 1000) <= estimate.HalfWidth;
        });

        // Four standard errors of a share of 0.95 in 6,000 draws are 0.0113.
        Assert.InRange(covered / (double)Sweeps, 0.95 - 0.0113, 0.95 + 0.0113);
    }
}
