namespace LoadLab.Harness.Deployment.Swarm.Api.Models;

/// <summary>A container of one daemon.</summary>
internal sealed record Container
{
    public required string Id { get; init; }

    public ContainerState State { get; init; } = new();

    public ContainerHostConfig HostConfig { get; init; } = new();
}
