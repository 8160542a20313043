namespace LoadLab.Harness.Deployment.Swarm.Api.Models;

/// <summary>The container behind a task.</summary>
internal sealed record TaskContainer
{
    public string? ContainerId { get; init; }

    public int? ExitCode { get; init; }
}
