using LoadLab.Harness.Deployment.Swarm.Api.Models;
using LoadLab.Harness.Profiles;

namespace LoadLab.Harness.Deployment.Swarm;

/// <summary>What a service asks of the swarm, and what its tasks are called to a user.</summary>
internal sealed record ServiceDemand
{
    /// <summary>How many tasks it has.</summary>
    public required int Replicas { get; init; }

    /// <summary>Most cores for each; null limits none.</summary>
    public double? Cpus { get; init; }

    /// <summary>Most memory for each; null limits none.</summary>
    public long? MemoryBytes { get; init; }

    public IReadOnlyList<string> Placement { get; init; } = [];

    /// <summary>Where a profile says the latter.</summary>
    public required string PlacementKey { get; init; }

    /// <summary>A task that has ended is replaced, so that its end alone is no failure.</summary>
    public bool Restarts { get; init; }

    /// <summary>One task, with its article.</summary>
    public required string One { get; init; }

    /// <summary>Number of the first one.</summary>
    public int FirstNumber { get; init; }

    /// <summary>That of the replicas of a configuration.</summary>
    public static ServiceDemand Of(Configuration configuration) => new()
    {
        Replicas = configuration.Replicas,
        Cpus = configuration.Cpus,
        MemoryBytes = configuration.MemoryBytes,
        Placement = configuration.Target.Swarm.Placement,
        PlacementKey = "target.swarm.placement",
        Restarts = configuration.Target.Swarm.Restart != RestartKind.None,
        One = "a replica",
    };

    /// <summary>That of agents, which are named from 1.</summary>
    public static ServiceDemand Of(AgentsConfig agents) => new()
    {
        Replicas = agents.Count,
        Cpus = agents.Cpus,
        MemoryBytes = agents.MemoryBytes,
        Placement = agents.Placement,
        PlacementKey = "agents.placement",
        Restarts = true,
        One = "an agent",
        FirstNumber = 1,
    };

    /// <summary>Such as <c>replica 0</c>.</summary>
    public string NameOf(SwarmTask task) => $"{Noun} {task.Slot - 1 + FirstNumber}";

    /// <summary>The same at the beginning of a sentence.</summary>
    public string SubjectOf(SwarmTask task) => Capitalize(NameOf(task));

    /// <summary>Such as <c>A replica's</c>.</summary>
    public string Owner => $"{Capitalize(One)}'s";

    /// <summary>Such as <c>replicas</c>.</summary>
    public string Several => $"{Noun}s";

    /// <summary>Nodes that may get a task, as far as that can be judged here.</summary>
    public IReadOnlyList<SwarmNode> Eligible(IReadOnlyList<SwarmNode> nodes) => [.. nodes.Where(node => node.IsReady && PlacementConstraint.Admit(Placement, node))];

    private string Noun => One[(One.IndexOf(' ', StringComparison.Ordinal) + 1)..];

    private static string Capitalize(string text) => char.ToUpperInvariant(text[0]) + text[1..];
}
