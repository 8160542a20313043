namespace LoadLab.Harness.Results;

/// <summary>A latency distribution in milliseconds. All null when there were no samples.</summary>
public sealed record LatencySummary
{
    public required long Count { get; init; }

    public double? MinMs { get; init; }

    public double? MeanMs { get; init; }

    public double? P50Ms { get; init; }

    public double? P75Ms { get; init; }

    public double? P90Ms { get; init; }

    public double? P95Ms { get; init; }

    public double? P99Ms { get; init; }

    public double? P999Ms { get; init; }

    public double? P9999Ms { get; init; }

    public double? MaxMs { get; init; }
}
