namespace LoadLab.Harness.Deployment.Swarm.Api.Models;

/// <summary>Something that happened to a container.</summary>
internal sealed record ContainerEvent
{
    /// <summary>The container's id.</summary>
    public string Id { get; init; } = "";

    public string Action { get; init; } = "";
}
