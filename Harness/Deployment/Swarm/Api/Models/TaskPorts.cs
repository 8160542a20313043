namespace LoadLab.Harness.Deployment.Swarm.Api.Models;

/// <summary>The ports of a task on its node.</summary>
internal sealed record TaskPorts
{
    public IReadOnlyList<PortConfig>? Ports { get; init; }
}
