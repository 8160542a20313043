using LoadLab.Harness.Analysis;
using LoadLab.Harness.Profiles;
using LoadLab.Harness.Tests.Reporting;

namespace LoadLab.Harness.Tests.Analysis;

public sealed class ResourcePriceTests
{
    private static readonly PricesConfig Prices = new() { CpuHour = 0.04, MemoryGbHour = 0.005 };

    [Fact]
    public void PerHour_TwoReplicasWithLimits_PaysForAllReserved()
    {
        var configuration = new SweepBuilder(repeats: 1).Add(2, 0.5, 1L << 30, 1000).Sweep().Profile.Configurations[0];

        // 2 × (0.5 × 0.04 + 1 × 0.005)
        Assert.Equal(0.05, ResourcePrice.PerHour(configuration, Prices)!.Value, 12);
    }

    [Fact]
    public void PerHour_PricedResourceWithoutLimit_IsUnknown()
    {
        var configuration = new SweepBuilder(repeats: 1).Add(2, null, 1L << 30, 1000).Sweep().Profile.Configurations[0];

        Assert.Null(ResourcePrice.PerHour(configuration, Prices));
        Assert.NotNull(ResourcePrice.PerHour(configuration, Prices with { CpuHour = 0 }));
        Assert.Null(ResourcePrice.PerHour(configuration, null));
    }

    [Fact]
    public void PerMillion_KnownRate_IsTheClosedForm() =>
        // 1,000 a second are 3.6 million an hour.
        Assert.Equal(0.36 / 3.6, ResourcePrice.PerMillion(0.36, 1000), 12);
}
