namespace LoadLab.Harness.Deployment.Swarm.Api.Models;

/// <summary>A machine of the swarm.</summary>
internal sealed record SwarmNode
{
    public required string Id { get; init; }

    public NodeSpec Spec { get; init; } = new();

    public NodeDescription Description { get; init; } = new();

    public NodeStatus Status { get; init; } = new();

    public NodeManagerStatus? ManagerStatus { get; init; }

    public string Name => Description.Hostname;

    /// <summary>It takes tasks.</summary>
    public bool IsReady => Status.State == "ready" && Spec.Availability == "active";

    /// <summary>Where other machines reach it: a manager may tell <c>0.0.0.0</c> as its status, and the truth beside it.</summary>
    public string Address => Status.Addr is "" or "0.0.0.0" && ManagerStatus?.Addr is { Length: > 0 } manager ? manager[..manager.LastIndexOf(':')].Trim('[', ']') : Status.Addr;
}
