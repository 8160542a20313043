namespace LoadLab.Harness.Deployment.Swarm.Api.Models;

/// <summary>The network of a task's address.</summary>
internal sealed record TaskNetworkInfo
{
    public string Id { get; init; } = "";

    public NamedSpec? Spec { get; init; }
}
