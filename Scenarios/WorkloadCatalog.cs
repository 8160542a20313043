namespace LoadLab.Scenarios;

/// <summary>All ready-made workloads.</summary>
public static class WorkloadCatalog
{
    /// <summary>The names a profile may use, in order of listing.</summary>
    public static IReadOnlyList<string> Names { get; } = ["empty", "normalize", "predict"];

    /// <summary>Makes the workload of that name with a seed for its rows.</summary>
    /// <exception cref="KeyNotFoundException">No workload has that name.</exception>
    public static Workload Create(string name, int seed) => throw new NotSupportedException("skeleton");
}
