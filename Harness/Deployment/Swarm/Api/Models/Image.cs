namespace LoadLab.Harness.Deployment.Swarm.Api.Models;

/// <summary>An image of one daemon.</summary>
internal sealed record Image
{
    /// <summary><c>sha256:…</c>: the same wherever it was loaded.</summary>
    public required string Id { get; init; }

    public long Size { get; init; }

    public IReadOnlyList<string>? RepoTags { get; init; }
}
