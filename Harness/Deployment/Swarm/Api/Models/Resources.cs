using System.Text.Json.Serialization;

namespace LoadLab.Harness.Deployment.Swarm.Api.Models;

/// <summary>Processor time and memory, of a node or for a task.</summary>
internal sealed record Resources
{
    /// <summary>Billionths of a core.</summary>
    [JsonPropertyName("NanoCPUs")]
    public long? NanoCpus { get; init; }

    public long? MemoryBytes { get; init; }

    [JsonIgnore]
    public double? Cpus => NanoCpus / 1e9;
}
