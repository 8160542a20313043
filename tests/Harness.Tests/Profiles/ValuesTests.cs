using LoadLab.Harness.Profiles.Values;

namespace LoadLab.Harness.Tests.Profiles;

public sealed class ValuesTests
{
    [Theory]
    [InlineData("10s", 100_000_000)]
    [InlineData("500ms", 5_000_000)]
    [InlineData("2m", 1_200_000_000)]
    [InlineData("1h", 36_000_000_000)]
    [InlineData("0.1s", 1_000_000)]
    [InlineData("1.5 m", 900_000_000)]
    [InlineData("300us", 3_000)]
    [InlineData("300µs", 3_000)]
    [InlineData("200ns", 2)]
    [InlineData("0", 0)]
    [InlineData("0s", 0)]
    public void Duration_WithUnit_IsExact(string text, long ticks)
    {
        var time = DurationText.Read(text);

        Assert.Null(time.Error);
        Assert.Equal(ticks, time.Value.Ticks);
        Assert.Equal(ticks, DurationText.Read(DurationText.Write(time.Value)).Value.Ticks);
    }

    [Theory]
    [InlineData("10", "'10' has no unit: write 10s, 500ms or 2m")]
    [InlineData("-5s", "is negative")]
    [InlineData("5sec", "unknown unit 'sec'")]
    [InlineData("5S", "unknown unit 'S'")]
    [InlineData("s", "is not a time")]
    [InlineData("", "is not a time")]
    [InlineData("1m30s", "is not a time")]
    [InlineData("1e3s", "is not a time")]
    [InlineData("1 0s", "is not a time")]
    [InlineData("99999999999h", "is too long")]
    [InlineData("99999999999999999999999999999999s", "is not a time")]
    [InlineData("50ns", "finer than the 100 ns")]
    public void Duration_Wrong_SaysHowToMendIt(string text, string expected) => Assert.Contains(expected, DurationText.Read(text).Error);

    [Theory]
    [InlineData("600M", 600L << 20)]
    [InlineData("1G", 1L << 30)]
    [InlineData("1g", 1L << 30)]
    [InlineData("0.5GiB", 1L << 29)]
    [InlineData("64kb", 64L << 10)]
    [InlineData("2T", 2L << 40)]
    [InlineData("100B", 100L)]
    public void Size_WithUnit_IsDockersPowersOf1024(string text, long bytes) => Assert.Equal((bytes, null), (SizeText.Read(text).Value, SizeText.Read(text).Error));

    [Theory]
    [InlineData(512L, "512 B")]
    [InlineData(64L << 10, "64 KiB")]
    [InlineData(256L << 20, "256 MiB")]
    [InlineData(600_000_000L, "572.2 MiB")]
    [InlineData(3L << 29, "1.5 GiB")]
    public void Size_Of_IsInTheUnitsThatProfilesAreWrittenIn(long bytes, string text) => Assert.Equal(text, SizeText.Of(bytes));

    [Theory]
    [InlineData("600", "has no unit")]
    [InlineData("0M", "is not above zero")]
    [InlineData("-1G", "is not above zero")]
    [InlineData("1P", "unknown unit 'P'")]
    [InlineData("lots", "is not a size")]
    [InlineData("9999999999T", "is too large")]
    public void Size_Wrong_SaysHowToMendIt(string text, string expected) => Assert.Contains(expected, SizeText.Read(text).Error);

    [Theory]
    [InlineData("1%", 0.01)]
    [InlineData("0.01", 0.01)]
    [InlineData("0", 0)]
    [InlineData("100%", 1)]
    [InlineData("0.5 %", 0.005)]
    public void Share_PercentOrFraction_IsAFraction(string text, double share) => Assert.Equal((share, null), (ShareText.Read(text).Value, ShareText.Read(text).Error));

    [Theory]
    [InlineData("2000", 2000)]
    [InlineData("2000/s", 2000)]
    [InlineData("0.5 /s", 0.5)]
    public void Rate_IsPerSecond(string text, double rate) => Assert.Equal((rate, null), (RateText.Read(text).Value, RateText.Read(text).Error));

    [Theory]
    [InlineData("2000/m", "is not a rate")]
    [InlineData("-1", "is negative")]
    public void Rate_Wrong_SaysHowToMendIt(string text, string expected) => Assert.Contains(expected, RateText.Read(text).Error);

    [Theory]
    [InlineData("simulatons", "simulations")]
    [InlineData("Replicas", "replicas")]
    [InlineData("cpsu", "cpus")]
    [InlineData("memroy", "memory")]
    [InlineData("zzz", null)]
    public void Suggestion_Nearest_IsWhatWasMeantOrNothing(string word, string? expected) =>
        Assert.Equal(expected, Suggestion.Nearest(word, ["replicas", "cpus", "memory", "simulations"]));
}
