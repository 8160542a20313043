using System.Text.Json.Serialization;

namespace LoadLab.Harness.Deployment.Swarm.Api.Models;

/// <summary>A config as a file.</summary>
internal sealed record ConfigReference
{
    [JsonPropertyName("ConfigID")]
    public required string ConfigId { get; init; }

    public required string ConfigName { get; init; }

    public required ReferenceFile File { get; init; }
}
