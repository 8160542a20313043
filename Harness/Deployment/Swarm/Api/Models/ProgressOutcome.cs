namespace LoadLab.Harness.Deployment.Swarm.Api.Models;

/// <summary>What came of a build or a push.</summary>
internal sealed record ProgressOutcome
{
    /// <summary>The built image's, <c>sha256:…</c>.</summary>
    public string? Id { get; init; }

    /// <summary>Of the pushed manifest, <c>sha256:…</c>: the registry finds it by this.</summary>
    public string? Digest { get; init; }
}
