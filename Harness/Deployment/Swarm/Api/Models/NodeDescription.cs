namespace LoadLab.Harness.Deployment.Swarm.Api.Models;

/// <summary>What a node says of itself.</summary>
internal sealed record NodeDescription
{
    public string Hostname { get; init; } = "";

    public Resources Resources { get; init; } = new();
}
