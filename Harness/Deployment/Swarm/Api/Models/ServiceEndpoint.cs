namespace LoadLab.Harness.Deployment.Swarm.Api.Models;

/// <summary>Where a service is reached through the routing mesh.</summary>
internal sealed record ServiceEndpoint
{
    public IReadOnlyList<PortConfig>? Ports { get; init; }
}
