namespace LoadLab.Harness.Deployment.Swarm.Api.Models;

/// <summary>What a task gets at most, and what a node must have left for it.</summary>
internal sealed record ResourceRequirements
{
    public Resources? Limits { get; init; }

    public Resources? Reservations { get; init; }
}
