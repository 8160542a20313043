using LoadLab.Harness.Deployment;
using LoadLab.Harness.Experiments.Sampling;

namespace LoadLab.Harness.Tests.Experiments.Sampling;

public sealed class ResourceSeriesTests
{
    private static readonly Replica Only = new(0, new Uri("http://127.0.0.1:1"), Managed: true);

    [Fact]
    public void Usage_SamplesAroundTheMeasuredPart_CountsOnlyThoseInside()
    {
        // Idle for 10 s, then 0.5 and 1.5 cores for a second each, then idle again.
        ResourceSample[] samples = [At(0, 0), At(10, 0), At(11, 0.5, memory: 300), At(12, 2, memory: 500), At(30, 2)];

        var usage = ResourceSeries.Usage(Only, samples, 10_000_000_000, 12_000_000_000);

        Assert.Equal(1.0, usage.MeanCores!.Value, 9);
        Assert.Equal(1.5, usage.PeakCores!.Value, 9);
        Assert.Equal(500, usage.PeakMemoryBytes);
    }

    [Fact]
    public void Usage_NoSamplesInside_IsUnknown() =>
        Assert.Null(ResourceSeries.Usage(Only, [At(0, 0), At(1, 1)], 5_000_000_000, 6_000_000_000).MeanCores);

    [Fact]
    public void Rows_ThrottledPeriods_AreAShareOfThePeriodsOfTheSample()
    {
        var rows = ResourceSeries.Rows([At(0, 0, periods: 10, throttled: 5), At(1, 0.1, periods: 20, throttled: 9)], measuringNs: 0);

        Assert.Equal(0.4, rows.Single().ThrottledShare!.Value, 9);
        Assert.Equal(1, rows.Single().TimeSeconds);
    }

    [Fact]
    public void Rows_ReplicaGone_HasNoRow()
    {
        var gone = new ResourceSample(1_000_000_000, [null]);

        Assert.Empty(ResourceSeries.Rows([At(0, 0), gone], 0));
    }

    private static ResourceSample At(double seconds, double cpuSeconds, long memory = 100, long? periods = null, long? throttled = null) =>
        new((long)(seconds * 1e9), [new ResourceReading { CpuNs = (long)(cpuSeconds * 1e9), MemoryBytes = memory, Periods = periods, ThrottledPeriods = throttled }]);
}
