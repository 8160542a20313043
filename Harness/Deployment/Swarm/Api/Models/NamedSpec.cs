namespace LoadLab.Harness.Deployment.Swarm.Api.Models;

/// <summary>What a secret, a config or a network is called.</summary>
internal sealed record NamedSpec(string Name)
{
    public IReadOnlyDictionary<string, string>? Labels { get; init; }
}
