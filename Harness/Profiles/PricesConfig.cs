namespace LoadLab.Harness.Profiles;

/// <summary>What resources cost.</summary>
public sealed record PricesConfig
{
    public double CpuHour { get; init; }

    public double MemoryGbHour { get; init; }

    public string Currency { get; init; } = "USD";
}
