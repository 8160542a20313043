namespace LoadLab.Harness.Reporting.Charts;

/// <summary>Mean CPU of a replica against its limit.</summary>
internal static class CpuChart
{
    public static ChartOutcome Of(CategoryRows rows) => new ReplicaBars(
        "cpu", "CPU per replica", "CPUs in use per replica", "CPUs", "Mean CPU use", replica => replica.MeanCores, limits => limits.Cpus).Of(rows);
}
