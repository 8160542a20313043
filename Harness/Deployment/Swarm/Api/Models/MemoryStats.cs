using System.Text.Json.Serialization;

namespace LoadLab.Harness.Deployment.Swarm.Api.Models;

/// <summary>Memory of a container in bytes.</summary>
internal sealed record MemoryStats
{
    /// <summary>Null once the container has ended.</summary>
    [JsonPropertyName("usage")]
    public long? Usage { get; init; }

    /// <summary>Parts of it by the kernel's names.</summary>
    [JsonPropertyName("stats")]
    public IReadOnlyDictionary<string, ulong>? Stats { get; init; }

    /// <summary>Without the page cache that the kernel can drop at once, as the docker command counts: <c>total_inactive_file</c> of control groups v1, <c>inactive_file</c> of v2.</summary>
    [JsonIgnore]
    public long? Used => Usage is not { } usage ? null
        : Stats is null ? usage
        : Math.Max(0, usage - (long)(Stats.TryGetValue("total_inactive_file", out var old) ? old : Stats.GetValueOrDefault("inactive_file")));
}
