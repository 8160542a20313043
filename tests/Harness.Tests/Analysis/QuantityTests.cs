using LoadLab.Harness.Analysis;

namespace LoadLab.Harness.Tests.Analysis;

public sealed class QuantityTests
{
    [Theory]
    [InlineData(12345.6, "12,346")]
    [InlineData(1234.6, "1,235")]
    [InlineData(123.4, "123")]
    [InlineData(12.34, "12.3")]
    [InlineData(0.012345, "0.0123")]
    [InlineData(9.9999, "10.0")]
    [InlineData(0, "0")]
    public void Number_AnySize_HasThreeSignificantDigitsAndSeparators(double value, string expected) =>
        Assert.Equal(expected, Quantity.Number(value));

    [Theory]
    [InlineData(1234.56, 57.12, "1,235 ± 57")]
    [InlineData(12.3456, 0.456, "12.35 ± 0.46")]
    [InlineData(12.3456, 0.00004, "12.35 ± 0.00")]
    [InlineData(9876, 1234, "9,876 ± 1,234")]
    public void WithInterval_Interval_SetsTheDigits(double mean, double half, string expected) =>
        Assert.Equal(expected, Quantity.WithInterval(new Estimate(mean, 3, half, half)));

    [Fact]
    public void WithInterval_OneTrial_ShowsNoInterval() => Assert.Equal("12.3", Quantity.WithInterval(Estimate.From([12.34])!));

    [Theory]
    [InlineData(0, "0 %")]
    [InlineData(0.0123, "1.23 %")]
    [InlineData(1, "100 %")]
    [InlineData(0.000_000_1, "<0.001 %")]
    public void Percent_Share_IsNeverRoundedToNothing(double share, string expected) => Assert.Equal(expected, Quantity.Percent(share));

    [Theory]
    [InlineData(0, "0 %")]
    [InlineData(0.004, "<1 %")]
    [InlineData(0.834, "83 %")]
    [InlineData(0.998, ">99 %")]
    [InlineData(1, "100 %")]
    public void WholePercent_Share_IsNeitherNothingNorAllUnlessItIs(double share, string expected) =>
        Assert.Equal(expected, Quantity.WholePercent(share));

    [Theory]
    [InlineData(512L << 20, "512 MiB")]
    [InlineData(1536L << 20, "1.50 GiB")]
    public void Bytes_Binary(long bytes, string expected) => Assert.Equal(expected, Quantity.Bytes(bytes));

    [Theory]
    [InlineData(0, "0 s")]
    [InlineData(0.0000123, "12.3 µs")]
    [InlineData(-0.00456, "−4.56 ms")]
    [InlineData(1.5, "1.50 s")]
    [InlineData(-1234, "−1,234 s")]
    public void Seconds_AnyLength_HasTheUnitThatFits(double seconds, string expected) => Assert.Equal(expected, Quantity.Seconds(seconds));
}
