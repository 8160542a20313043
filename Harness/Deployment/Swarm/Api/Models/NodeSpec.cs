namespace LoadLab.Harness.Deployment.Swarm.Api.Models;

/// <summary>What an operator said of a node.</summary>
internal sealed record NodeSpec
{
    /// <summary><c>worker</c> or <c>manager</c>.</summary>
    public string Role { get; init; } = "";

    /// <summary><c>active</c>, <c>pause</c> or <c>drain</c>.</summary>
    public string Availability { get; init; } = "";

    public IReadOnlyDictionary<string, string> Labels { get; init; } = new Dictionary<string, string>();
}
