namespace LoadLab.Harness.Deployment.Swarm.Api.Models;

/// <summary>How a service is reached.</summary>
internal sealed record EndpointSpec
{
    /// <summary><c>vip</c>, one address for the service that IPVS spreads over its tasks, or <c>dnsrr</c>, each task's own address.</summary>
    public required string Mode { get; init; }

    public IReadOnlyList<PortConfig>? Ports { get; init; }
}
