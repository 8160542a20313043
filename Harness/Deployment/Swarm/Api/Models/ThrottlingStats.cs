using System.Text.Json.Serialization;

namespace LoadLab.Harness.Deployment.Swarm.Api.Models;

/// <summary>Scheduler periods of a container with a limit.</summary>
internal sealed record ThrottlingStats
{
    [JsonPropertyName("periods")]
    public long Periods { get; init; }

    [JsonPropertyName("throttled_periods")]
    public long ThrottledPeriods { get; init; }
}
