namespace LoadLab.Harness.Deployment.Swarm.Api.Models;

/// <summary>What each task of a service is.</summary>
internal sealed record TaskSpec
{
    public ContainerSpec ContainerSpec { get; init; } = new();

    public ResourceRequirements? Resources { get; init; }

    public RestartPolicy? RestartPolicy { get; init; }

    public Placement? Placement { get; init; }

    public IReadOnlyList<NetworkAttachment>? Networks { get; init; }
}
