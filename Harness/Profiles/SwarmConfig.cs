namespace LoadLab.Harness.Profiles;

/// <summary>What only a Docker Swarm service has.</summary>
public sealed record SwarmConfig
{
    /// <summary>Instead of the image's entry point; null leaves that.</summary>
    public IReadOnlyList<string>? Entrypoint { get; init; }

    /// <summary>Constraints such as <c>node.labels.role == target</c>.</summary>
    public IReadOnlyList<string> Placement { get; init; } = [];

    /// <summary>Networks that are there already; the replicas join them beside the one made for the run.</summary>
    public IReadOnlyList<string> Networks { get; init; } = [];

    public PublishKind Publish { get; init; }

    /// <summary>Cores that a node must have left for a replica; null reserves none.</summary>
    public double? ReservedCpus { get; init; }

    /// <summary>Bytes that a node must have left for a replica; null reserves none.</summary>
    public long? ReservedMemoryBytes { get; init; }

    /// <summary>Names of secrets that are there already; each is a file in <c>/run/secrets</c>.</summary>
    public IReadOnlyList<string> Secrets { get; init; } = [];

    /// <summary>Names of configs that are there already, and the paths they get.</summary>
    public IReadOnlyDictionary<string, string> Configs { get; init; } = new Dictionary<string, string>();

    public RestartKind Restart { get; init; }

    /// <summary>Replicas that differ in nothing go on into the next trial instead of being started anew.</summary>
    public bool KeepsProcesses { get; init; }
}
