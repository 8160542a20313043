namespace LoadLab.Harness.Deployment.Swarm.Api.Models;

/// <summary>One task of a service: a container to be, that is, or that was.</summary>
internal sealed record SwarmTask
{
    public required string Id { get; init; }

    public string ServiceId { get; init; } = "";

    /// <summary>Empty until it is placed.</summary>
    public string NodeId { get; init; } = "";

    /// <summary>Which of the replicas it is, from 1.</summary>
    public int Slot { get; init; }

    public TaskState Status { get; init; } = new();

    /// <summary><c>running</c> for a task that should run.</summary>
    public string DesiredState { get; init; } = "";

    public TaskSpec Spec { get; init; } = new();

    public IReadOnlyList<TaskNetwork>? NetworksAttachments { get; init; }
}
