using System.Text.Json.Serialization;

namespace LoadLab.Harness.Deployment.Swarm.Api.Models;

/// <summary>How a container is or ended.</summary>
internal sealed record ContainerState
{
    /// <summary>Of its first process on the daemon's machine; 0 where it does not run.</summary>
    public int Pid { get; init; }

    [JsonPropertyName("OOMKilled")]
    public bool OomKilled { get; init; }

    public int ExitCode { get; init; }
}
