namespace LoadLab.Harness.Deployment.Swarm.Api.Models;

/// <summary>A service as the swarm has it.</summary>
internal sealed record Service
{
    public required string Id { get; init; }

    /// <summary>To be named by whoever changes it.</summary>
    public ObjectVersion Version { get; init; } = new(0);

    public required ServiceSpec Spec { get; init; }

    public ServiceEndpoint? Endpoint { get; init; }
}
