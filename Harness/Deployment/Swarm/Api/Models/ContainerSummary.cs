namespace LoadLab.Harness.Deployment.Swarm.Api.Models;

/// <summary>A container in a daemon's list.</summary>
internal sealed record ContainerSummary
{
    public required string Id { get; init; }

    public IReadOnlyList<string> Names { get; init; } = [];

    /// <summary><c>created</c>, <c>running</c>, <c>exited</c>…</summary>
    public string State { get; init; } = "";

    public IReadOnlyDictionary<string, string>? Labels { get; init; }
}
