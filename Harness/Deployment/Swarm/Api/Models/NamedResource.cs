namespace LoadLab.Harness.Deployment.Swarm.Api.Models;

/// <summary>A secret or a config, by reference.</summary>
internal sealed record NamedResource
{
    public required string Id { get; init; }

    public required NamedSpec Spec { get; init; }
}
