using System.Text.Json.Serialization;

namespace LoadLab.Harness.Deployment.Swarm.Api.Models;

/// <summary>A secret as a file in <c>/run/secrets</c>.</summary>
internal sealed record SecretReference
{
    [JsonPropertyName("SecretID")]
    public required string SecretId { get; init; }

    public required string SecretName { get; init; }

    public required ReferenceFile File { get; init; }
}
