namespace LoadLab.Harness.Deployment.Swarm.Api.Models;

/// <summary>How many tasks a service has.</summary>
internal sealed record ServiceMode
{
    public ReplicatedMode? Replicated { get; init; }
}
