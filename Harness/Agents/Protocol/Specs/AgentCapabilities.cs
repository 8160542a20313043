namespace LoadLab.Harness.Agents.Protocol.Specs;

/// <summary>What an agent can do, and what its owner lets it do.</summary>
internal sealed record AgentCapabilities
{
    /// <summary>Name of its machine, for a user to read.</summary>
    public required string Host { get; init; }

    /// <summary>Equal for processes on one machine and for no others; says nothing else.</summary>
    public required string Machine { get; init; }

    /// <summary>Processors that its process may use.</summary>
    public required int Processors { get; init; }

    /// <summary>Memory that its process may use.</summary>
    public required long MemoryBytes { get; init; }

    /// <summary>Transports that work there, the fastest first.</summary>
    public required IReadOnlyList<string> Transports { get; init; }

    /// <summary>The highest arrival rate that its owner lets it make; null for any.</summary>
    public required double? MaxRatePerSecond { get; init; }

    /// <summary>The most connections that its owner lets it have; null for any number.</summary>
    public required int? MaxConnections { get; init; }

    /// <summary>The longest run that its owner lets it make; null for any.</summary>
    public required long? MaxDurationNs { get; init; }

    /// <summary>Targets that its owner lets it load; empty for any.</summary>
    public required IReadOnlyList<string> AllowedTargets { get; init; }
}
