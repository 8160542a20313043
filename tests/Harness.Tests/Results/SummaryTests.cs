using LoadLab.Harness.Results;

namespace LoadLab.Harness.Tests.Results;

public sealed class SummaryTests
{
    [Fact]
    public void LatencySummary_NoSamples_HasNoFigures()
    {
        var summary = LatencySummary.From(SampleResults.Histogram());

        Assert.Equal(new LatencySummary { Count = 0 }, summary);
    }

    [Fact]
    public void LatencySummary_ThousandKnownSamples_HasTheirPercentilesInMilliseconds()
    {
        var summary = LatencySummary.From(SampleResults.Histogram([.. Enumerable.Range(1, 1000).Select(value => value * 1_000_000L)]));

        Assert.Equal(1000, summary.Count);
        AssertNear(1, summary.MinMs);
        AssertNear(500.5, summary.MeanMs);
        AssertNear(500, summary.P50Ms);
        AssertNear(750, summary.P75Ms);
        AssertNear(900, summary.P90Ms);
        AssertNear(950, summary.P95Ms);
        AssertNear(990, summary.P99Ms);
        AssertNear(999, summary.P999Ms);
        AssertNear(1000, summary.P9999Ms);
        AssertNear(1000, summary.MaxMs);
    }

    [Fact]
    public void LoadSummary_From_TakesThroughputFromWhatCompletedInTime()
    {
        var summary = LoadSummary.From(SampleResults.Load());

        Assert.Equal(2.5, summary.RequestsPerSecond);
        Assert.Equal(0.25, summary.ErrorRate);
        Assert.Equal(4, summary.MeasuredSeconds);
        AssertNear(2, summary.ResponseTime.MaxMs);
        AssertNear(1, summary.ServiceTime.MaxMs);
        Assert.Equal(0, summary.Lateness.Count);
        Assert.Equal((2, 1, 1), (summary.Timings!.Connect.Count, summary.Timings.Blocked.Count, summary.Timings.FirstByte.Count));
        AssertNear(0.5, summary.Timings.Connect.MaxMs);
        AssertNear(7, summary.Timings.Blocked.MaxMs);
        AssertNear(0.9, summary.Timings.FirstByte.MaxMs);
        Assert.Equal((7, 8), (summary.PeakInFlight, summary.PeakConnections));
    }

    [Fact]
    public void EnvironmentInfo_Collect_DescribesThisMachine()
    {
        var info = EnvironmentInfo.Collect(TimeProvider.System);

        Assert.Equal(Environment.ProcessorCount, info.Processors);
        Assert.All([info.LoadLabVersion, info.Runtime, info.OperatingSystem, info.Kernel, info.CpuModel], text => Assert.NotEmpty(text));
        Assert.InRange(info.MemoryBytes, 64L << 20, 1L << 50);
    }

    private static void AssertNear(double expected, double? actual) =>
        Assert.InRange(actual ?? double.NaN, expected * 0.999, expected * 1.001);
}
