namespace LoadLab.Harness.Agents.Protocol.Specs;

/// <summary>A whole load: what every agent makes its share of. Names and meanings are the profile's and the engine's.</summary>
internal sealed record LoadSpec
{
    /// <summary>Addresses of the target's replicas.</summary>
    public required IReadOnlyList<string> Targets { get; init; }

    public required IReadOnlyList<RequestSpec> Requests { get; init; }

    /// <summary>The stages of the load, one after the other.</summary>
    public required IReadOnlyList<StageSpec> Stages { get; init; }

    public required long ThinkMinimumNs { get; init; }

    public required long ThinkMaximumNs { get; init; }

    public required long WarmUpNs { get; init; }

    /// <summary><c>1.1</c> or <c>2</c>.</summary>
    public required string HttpVersion { get; init; }

    public required TlsSpec Tls { get; init; }

    /// <summary>Event loops of each agent.</summary>
    public required int Loops { get; init; }

    /// <summary>A transport by name; null for the best one that works on the agent's machine.</summary>
    public required string? Transport { get; init; }

    /// <summary><c>precise</c> or <c>frugal</c>.</summary>
    public required string Pacing { get; init; }

    public required int MaxConnectionsPerLoop { get; init; }

    public required long ConnectTimeoutNs { get; init; }

    public required long ResponseTimeoutNs { get; init; }

    public required long DrainTimeoutNs { get; init; }

    /// <summary>Length of one interval of the series.</summary>
    public required long IntervalNs { get; init; }

    /// <summary>The same for all agents: that each has its own random numbers is the share's matter.</summary>
    public required int Seed { get; init; }
}
