namespace LoadLab.Harness.Results;

/// <summary>The limits of one replica as really enforced, which may be weaker than those asked for.</summary>
public sealed record EnforcedLimits
{
    /// <summary>By the Docker daemon of the replica's node, which sets and keeps control groups there.</summary>
    public const string Docker = "docker";

    /// <summary><c>cgroup-v2</c>, <c>cgroup-v1</c>, <c>docker</c>, <c>affinity</c> or <c>none</c>.</summary>
    public required string CpuBy { get; init; }

    /// <summary><c>cgroup-v2</c>, <c>cgroup-v1</c>, <c>docker</c>, <c>heap-limit</c> or <c>none</c>.</summary>
    public required string MemoryBy { get; init; }

    /// <summary>Cores in force per replica; null where unlimited.</summary>
    public double? Cpus { get; init; }

    public long? MemoryBytes { get; init; }

    /// <summary>Processors the replicas may run on; null where not bound.</summary>
    public IReadOnlyList<int>? TargetProcessors { get; init; }

    /// <summary>Processors the generator's loops are bound to; null where not bound.</summary>
    public IReadOnlyList<int>? GeneratorProcessors { get; init; }
}
