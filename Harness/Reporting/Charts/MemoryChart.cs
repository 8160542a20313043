namespace LoadLab.Harness.Reporting.Charts;

/// <summary>Peak memory of a replica against its limit.</summary>
internal static class MemoryChart
{
    private const double BytesPerMiB = 1 << 20;

    public static ChartOutcome Of(CategoryRows rows) => new ReplicaBars(
        "memory",
        "Memory per replica",
        "Peak memory per replica in MiB",
        "MiB",
        "Peak memory",
        replica => replica.PeakMemoryBytes / BytesPerMiB,
        limits => limits.MemoryBytes / BytesPerMiB).Of(rows);
}
