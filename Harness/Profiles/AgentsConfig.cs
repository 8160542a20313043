namespace LoadLab.Harness.Profiles;

/// <summary>The agents that make the load of every trial of a sweep, instead of the harness itself.</summary>
public sealed record AgentsConfig
{
    /// <summary>How many, at least 1.</summary>
    public required int Count { get; init; }

    public AgentStart Start { get; init; } = AgentStart.Local;

    /// <summary>Swarm: constraints on the nodes they run on, such as <c>node.labels.role == load</c>.</summary>
    public IReadOnlyList<string> Placement { get; init; } = [];

    /// <summary>Swarm: the image of their containers.</summary>
    public string Image { get; init; } = HarnessImage.Name;

    /// <summary><c>HOST:PORT</c> where the coordinator listens, port 0 for any that is free; null where the profile leaves it to <see cref="Start"/>.</summary>
    public string? Listen { get; init; }

    /// <summary>Swarm: host name or address at which agents reach the coordinator; null where it has to be found out.</summary>
    public string? Advertise { get; init; }

    /// <summary>How long to wait for all of them to join.</summary>
    public TimeSpan Within { get; init; } = TimeSpan.FromSeconds(60);

    public AgentLossPolicy OnLoss { get; init; } = AgentLossPolicy.Redistribute;

    /// <summary>Swarm: most cores for each container; null limits none.</summary>
    public double? Cpus { get; init; }

    /// <summary>Swarm: most memory for each container; null limits none.</summary>
    public long? MemoryBytes { get; init; }

    /// <summary><see cref="Listen"/>, or else where a coordinator listens for agents that are started so.</summary>
    public string ListenOrDefault => Listen ?? (Start == AgentStart.Local ? "127.0.0.1:0" : $"0.0.0.0:{DefaultPort}");

    /// <summary>Where agents of other machines find a coordinator that was told nothing else.</summary>
    public const int DefaultPort = 7710;
}
