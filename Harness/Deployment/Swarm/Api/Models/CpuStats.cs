using System.Text.Json.Serialization;

namespace LoadLab.Harness.Deployment.Swarm.Api.Models;

/// <summary>Processor time of a container since its start.</summary>
internal sealed record CpuStats
{
    [JsonPropertyName("cpu_usage")]
    public CpuUsage Usage { get; init; } = new();

    [JsonPropertyName("throttling_data")]
    public ThrottlingStats Throttling { get; init; } = new();
}
