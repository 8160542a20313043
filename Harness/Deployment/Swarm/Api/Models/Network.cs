namespace LoadLab.Harness.Deployment.Swarm.Api.Models;

/// <summary>A network as the daemon has it.</summary>
internal sealed record Network
{
    public required string Id { get; init; }

    public string Name { get; init; } = "";

    public string Driver { get; init; } = "";

    /// <summary><c>swarm</c> or <c>local</c>.</summary>
    public string Scope { get; init; } = "";

    public IReadOnlyDictionary<string, string>? Labels { get; init; }
}
