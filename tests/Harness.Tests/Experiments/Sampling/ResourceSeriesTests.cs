using LoadLab.Harness.Deployment;
using LoadLab.Harness.Experiments.Sampling;

namespace LoadLab.Harness.Tests.Experiments.Sampling;

public sealed class ResourceSeriesTests
{
    private static readonly Replica Only = new(0, new Uri("http://127.0.0.1:1"), Managed: true) { Node = "node-a" };

    [Fact]
    public void Usage_ReadingsAroundTheMeasuredPart_CountsOnlyThoseInside()
    {
        // Idle for 10 s, then 0.5 and 1.5 cores for a second each, then idle again.
        ResourceReading[] readings = [At(0, 0), At(10, 0), At(11, 0.5, memory: 300), At(12, 2, memory: 500), At(30, 2)];

        var usage = ResourceSeries.Usage(Only, readings, 10_000_000_000, 12_000_000_000);

        Assert.Equal(1.0, usage.MeanCores!.Value, 9);
        Assert.Equal(1.5, usage.PeakCores!.Value, 9);
        Assert.Equal(500, usage.PeakMemoryBytes);
        Assert.Equal("node-a", usage.Node);
    }

    [Fact]
    public void Usage_NoReadingsInside_IsUnknown() =>
        Assert.Null(ResourceSeries.Usage(Only, [At(0, 0), At(1, 1)], 5_000_000_000, 6_000_000_000).MeanCores);

    [Fact]
    public void Usage_ReadingsRepeated_CountOnce()
    {
        // A stream that stood still was asked three times: the old memory must not weigh thrice.
        var usage = ResourceSeries.Usage(Only, [At(0, 0, memory: 100), At(0, 0, memory: 100), At(0, 0, memory: 100), At(1, 1, memory: 300)], 0, 1_000_000_000);

        Assert.Equal(200, usage.MeanMemoryBytes);
        Assert.Equal(1, usage.MeanCores!.Value, 9);
    }

    [Fact]
    public void Usage_CountersBeganAnew_AreOfTheTimeBeforeAndAfter()
    {
        // 1 core for two seconds, then another container in its place with 0.5 cores.
        var usage = ResourceSeries.Usage(Only, [At(0, 10), At(1, 11), At(2, 12), At(3, 0.1), At(4, 0.6)], 0, 4_000_000_000);

        Assert.Equal(2.5 / 3, usage.MeanCores!.Value, 9);
        Assert.Equal(1, usage.PeakCores!.Value, 9);
    }

    [Fact]
    public void Usage_EveryPairBeginsAnew_IsUnknown() =>
        Assert.Null(ResourceSeries.Usage(Only, [At(0, 3), At(1, 2), At(2, 1)], 0, 2_000_000_000).MeanCores);

    [Fact]
    public void Usage_Network_IsTheMeanRate()
    {
        var usage = ResourceSeries.Usage(Only, [At(0, 0, received: 1000, sent: 0), At(1, 0, received: 1000, sent: 50), At(4, 0, received: 9000, sent: 200)], 0, 4_000_000_000);

        Assert.Equal(2000, usage.MeanReceivedBytesPerSecond!.Value, 9);
        Assert.Equal(50, usage.MeanSentBytesPerSecond!.Value, 9);
    }

    [Fact]
    public void Usage_NetworkNotCounted_IsUnknown() =>
        Assert.Null(ResourceSeries.Usage(Only, [At(0, 0), At(1, 1)], 0, 1_000_000_000).MeanReceivedBytesPerSecond);

    [Fact]
    public void Usage_KilledForMemory_CountsTheKillsOfTheMeasuredPart()
    {
        // One during warm-up; one in the measured part, and one more by a container that then took the place of the first.
        ResourceReading[] readings = [At(0, 0, kills: 1), At(5, 5, kills: 1), At(6, 6, kills: 2), At(7, 0, kills: 1), At(8, 1, kills: 1)];

        Assert.Equal(2, ResourceSeries.Usage(Only, readings, 5_000_000_000, 8_000_000_000).OomKills);
    }

    [Fact]
    public void Rows_ThrottledPeriods_AreAShareOfThePeriodsOfTheSample()
    {
        var row = Assert.Single(ResourceSeries.Rows(0, [At(0, 0, periods: 10, throttled: 5), At(1, 0.1, periods: 20, throttled: 9)], measuringNs: 0));

        Assert.Equal(0.4, row.ThrottledShare!.Value, 9);
        Assert.Equal(1, row.TimeSeconds);
    }

    [Fact]
    public void Rows_ReadingsOfTheirOwnMoments_AreRatesBetweenThose()
    {
        // 1.25 s between the readings, whatever the moments they were asked for.
        var row = Assert.Single(ResourceSeries.Rows(2, [At(0.5, 0, received: 0, sent: 0), At(1.75, 1, received: 500, sent: 250)], measuringNs: 1_000_000_000));

        Assert.Equal((2, 0.75), (row.Replica, row.TimeSeconds));
        Assert.Equal(0.8, row.Cores, 9);
        Assert.Equal((400, 200), (row.ReceivedBytesPerSecond!.Value, row.SentBytesPerSecond!.Value));
    }

    [Fact]
    public void Rows_ReadingRepeatedOrTooClose_HasNoRow() =>
        Assert.Equal([1.0, 2.0], ResourceSeries.Rows(0, [At(0, 0), At(1, 1), At(1, 1), At(1.1, 1.1), At(2, 2)], 0).Select(row => row.TimeSeconds));

    [Theory]
    [InlineData(0.5, 10L, 10L)]
    [InlineData(2, 5L, 10L)]
    [InlineData(2, 10L, 5L)]
    public void Rows_CounterFell_HaveNoRowOfThatPair(double cpuSeconds, long received, long sent)
    {
        ResourceReading[] readings = [At(0, 1, received: 10, sent: 10), At(1, cpuSeconds, received: received, sent: sent), At(2, cpuSeconds + 1, received: received, sent: sent)];

        var row = Assert.Single(ResourceSeries.Rows(0, readings, 0));

        Assert.Equal((2, 1.0), (row.TimeSeconds, row.Cores));
    }

    [Fact]
    public void Rows_KilledInAPairWithoutRow_AreInTheNextRow() =>
        Assert.Equal([0L, 1L], ResourceSeries.Rows(0, [At(0, 5), At(1, 6), At(2, 0, kills: 1), At(3, 1, kills: 1)], 0).Select(row => row.OomKills));

    [Fact]
    public void Rows_OneReading_HasNoRow() => Assert.Empty(ResourceSeries.Rows(0, [At(0, 0)], 0));

    private static ResourceReading At(
        double seconds, double cpuSeconds, long memory = 100, long? periods = null, long? throttled = null, long? received = null, long? sent = null, long kills = 0) => new()
        {
            AtNs = (long)(seconds * 1e9),
            CpuNs = (long)(cpuSeconds * 1e9),
            MemoryBytes = memory,
            Periods = periods,
            ThrottledPeriods = throttled,
            ReceivedBytes = received,
            SentBytes = sent,
            OomKills = kills,
        };
}
