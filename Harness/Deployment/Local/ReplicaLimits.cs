using System.Globalization;
using LoadLab.Harness.Deployment.Local.Cgroups;
using LoadLab.Harness.Profiles;
using LoadLab.Harness.Results;

namespace LoadLab.Harness.Deployment.Local;

/// <summary>How the limits of one replica are enforced: by control group where one is in force, else by what is left.</summary>
/// <param name="Enforced">What the result says.</param>
/// <param name="Processors">Processors to bind the replica to; null for any.</param>
/// <param name="Environment">Settings that enforce a limit from inside.</param>
internal sealed record ReplicaLimits(EnforcedLimits Enforced, IReadOnlyList<int>? Processors, IReadOnlyDictionary<string, string> Environment)
{
    // Hexadecimal bytes per process; https://learn.microsoft.com/dotnet/core/runtime-config/garbage-collector#heap-limit
    private const string HeapLimit = "DOTNET_GCHeapHardLimit";

    /// <summary>Chooses for replica <paramref name="index"/> given what its control groups <paramref name="groups"/> already enforce.</summary>
    public static ReplicaLimits Choose(Configuration configuration, ReplicaCgroup? groups, ProcessorPlan plan, int index)
    {
        var byAffinity = configuration.Cpus is not null && groups?.CpuBy is null && plan.Target is not null;
        var processors = byAffinity ? Share(plan.Target!, configuration.Cpus!.Value, index) : plan.Target;
        var byHeap = configuration.MemoryBytes is not null && groups?.MemoryBy is null;
        var enforced = new EnforcedLimits
        {
            CpuBy = groups?.CpuBy ?? (byAffinity ? "affinity" : "none"),
            MemoryBy = groups?.MemoryBy ?? (byHeap ? "heap-limit" : "none"),
            Cpus = groups?.CpuBy is not null ? configuration.Cpus : byAffinity ? processors!.Count : null,
            MemoryBytes = groups?.MemoryBy is not null || byHeap ? configuration.MemoryBytes : null,
            TargetProcessors = plan.Target,
            GeneratorProcessors = plan.Generator,
        };
        return new ReplicaLimits(enforced, processors, byHeap ? HeapSetting(configuration) : new Dictionary<string, string>());
    }

    // Whole processors, rounded up; replicas take them in turn and share only where there are too few.
    private static List<int> Share(IReadOnlyList<int> processors, double cpus, int index)
    {
        var count = Math.Clamp((int)Math.Ceiling(cpus), 1, processors.Count);
        return [.. Enumerable.Range(index * count, count).Select(i => processors[i % processors.Count]).Distinct()];
    }

    private static Dictionary<string, string> HeapSetting(Configuration configuration)
    {
        var perProcess = configuration.MemoryBytes!.Value / Math.Max(1, configuration.Workers ?? 1);
        return new Dictionary<string, string> { [HeapLimit] = perProcess.ToString("X", CultureInfo.InvariantCulture) };
    }
}
