using System.Text.Json.Serialization;

namespace LoadLab.Harness.Deployment.Swarm.Api.Models;

/// <summary>The file that a secret or a config becomes.</summary>
internal sealed record ReferenceFile
{
    /// <summary>Its path; for secrets relative to <c>/run/secrets</c>.</summary>
    public required string Name { get; init; }

    [JsonPropertyName("UID")]
    public string Uid { get; init; } = "0";

    [JsonPropertyName("GID")]
    public string Gid { get; init; } = "0";

    /// <summary>Permissions; everybody may read, as a container's user is not known here.</summary>
    public int Mode { get; init; } = 0b100_100_100;
}
