using System.Text.Json.Serialization;

namespace LoadLab.Harness.Deployment.Swarm.Api.Models;

/// <summary>Processor time in ns.</summary>
internal sealed record CpuUsage
{
    [JsonPropertyName("total_usage")]
    public ulong TotalNs { get; init; }
}
