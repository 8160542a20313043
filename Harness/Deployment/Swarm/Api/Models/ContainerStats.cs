using System.Text.Json.Serialization;

namespace LoadLab.Harness.Deployment.Swarm.Api.Models;

/// <summary>One reading of a container's counters.</summary>
internal sealed record ContainerStats
{
    [JsonPropertyName("cpu_stats")]
    public CpuStats Cpu { get; init; } = new();

    [JsonPropertyName("memory_stats")]
    public MemoryStats Memory { get; init; } = new();

    /// <summary>By interface; null where the container has no network of its own.</summary>
    [JsonPropertyName("networks")]
    public IReadOnlyDictionary<string, NetworkStats>? Networks { get; init; }
}
