namespace LoadLab.Harness.Deployment.Swarm.Api.Models;

/// <summary>A service as it should be.</summary>
internal sealed record ServiceSpec
{
    public required string Name { get; init; }

    public IReadOnlyDictionary<string, string> Labels { get; init; } = new Dictionary<string, string>();

    public TaskSpec TaskTemplate { get; init; } = new();

    public ServiceMode Mode { get; init; } = new();

    public EndpointSpec? EndpointSpec { get; init; }
}
