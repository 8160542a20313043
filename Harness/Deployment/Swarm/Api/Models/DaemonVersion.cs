namespace LoadLab.Harness.Deployment.Swarm.Api.Models;

/// <summary><c>GET /version</c>.</summary>
internal sealed record DaemonVersion
{
    public string? Version { get; init; }

    /// <summary>Newest version of the API that it speaks, such as <c>1.41</c>.</summary>
    public string? ApiVersion { get; init; }

    /// <summary>Oldest one.</summary>
    public string? MinApiVersion { get; init; }
}
