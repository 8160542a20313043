using LoadLab.Harness.Profiles;

namespace LoadLab.Harness.Analysis;

/// <summary>What a configuration's resources cost, from its limits: what is reserved is paid for, used or not.</summary>
public static class ResourcePrice
{
    private const double SecondsPerHour = 3600;

    private const double Million = 1e6;

    // Sold by the GB, counted in binary multiples, as cloud price lists and Docker's limits both do.
    private const double BytesPerGb = 1L << 30;

    /// <summary>All replicas for one hour; null without prices, or where a priced resource has no limit.</summary>
    public static double? PerHour(Configuration configuration, PricesConfig? prices)
    {
        if (prices is null || (prices.CpuHour <= 0 && prices.MemoryGbHour <= 0))
        {
            return null;
        }

        var cpu = prices.CpuHour > 0 ? configuration.Cpus * prices.CpuHour : 0;
        var memory = prices.MemoryGbHour > 0 ? configuration.MemoryBytes / BytesPerGb * prices.MemoryGbHour : 0;
        return configuration.Replicas * (cpu + memory);
    }

    /// <summary>A million successful requests at this rate.</summary>
    /// <param name="perHour">From <see cref="PerHour"/>.</param>
    /// <param name="requestsPerSecond">Above 0.</param>
    public static double PerMillion(double perHour, double requestsPerSecond) =>
        perHour / (requestsPerSecond * SecondsPerHour) * Million;
}
