using LoadLab.Benchmarks.Statistics;

namespace LoadLab.Benchmarks.Tests.Statistics;

public sealed class SampleQuantileTests
{
    /// <summary>Expected values are R's <c>quantile(x, 0.25)</c>, whose default is type 7.</summary>
    [Theory]
    [InlineData(new[] { 5.0 }, 5.0)]
    [InlineData(new[] { 4.0, 2.0 }, 2.5)]
    [InlineData(new[] { 5.0, 1.0, 4.0, 2.0, 3.0 }, 2.0)]
    [InlineData(new[] { 10.0, 9.0, 8.0, 7.0, 6.0, 5.0 }, 6.25)]
    [InlineData(new[] { 7.87, 9.40, 7.91, 7.85, 7.88, 7.90, 9.51 }, 7.875)]
    public void LowerQuartile_AnyOrder_IsTypeSeven(double[] samples, double expected) =>
        Assert.Equal(expected, SampleQuantile.LowerQuartile(samples), 1e-9);

    [Fact]
    public void LowerQuartile_OneSlowRunOfFive_DoesNotMove() =>
        Assert.Equal(SampleQuantile.LowerQuartile([8.0, 8.1, 8.2, 8.3, 8.4]), SampleQuantile.LowerQuartile([8.0, 8.1, 8.2, 8.3, 80.0]), 1e-9);

    [Theory]
    [InlineData(new[] { 3.0, 1.0, 2.0 }, 2.0)]
    [InlineData(new[] { 4.0, 1.0, 3.0, 2.0 }, 2.5)]
    public void Median_AnyOrder_IsTheMiddle(double[] samples, double expected) => Assert.Equal(expected, SampleQuantile.Median(samples), 1e-9);

    [Fact]
    public void At_NoSample_Throws() => Assert.Throws<ArgumentException>(() => SampleQuantile.At([], 0.5));
}
