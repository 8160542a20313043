using System.Text.Json.Serialization;

namespace LoadLab.Harness.Deployment.Swarm.Api.Models;

/// <summary>Bytes through one interface since the container's start.</summary>
internal sealed record NetworkStats
{
    [JsonPropertyName("rx_bytes")]
    public long ReceivedBytes { get; init; }

    [JsonPropertyName("tx_bytes")]
    public long SentBytes { get; init; }
}
