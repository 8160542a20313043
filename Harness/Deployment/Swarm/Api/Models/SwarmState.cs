namespace LoadLab.Harness.Deployment.Swarm.Api.Models;

/// <summary>What a daemon is in a swarm.</summary>
internal sealed record SwarmState
{
    public string NodeId { get; init; } = "";

    /// <summary>The address that its node told the swarm.</summary>
    public string NodeAddr { get; init; } = "";

    /// <summary><c>active</c> in a swarm; else <c>inactive</c>, <c>pending</c>, <c>locked</c> or <c>error</c>.</summary>
    public string LocalNodeState { get; init; } = "";

    /// <summary>It is a manager.</summary>
    public bool ControlAvailable { get; init; }

    public string Error { get; init; } = "";
}
