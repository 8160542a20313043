namespace LoadLab.Harness.Profiles;

/// <summary>Bounds that a configuration must hold to be recommended; null where not set. Latencies are response times.</summary>
public sealed record SloConfig
{
    public TimeSpan? P50 { get; init; }

    public TimeSpan? P90 { get; init; }

    public TimeSpan? P95 { get; init; }

    public TimeSpan? P99 { get; init; }

    public TimeSpan? P999 { get; init; }

    /// <summary>Highest error rate, 0 to 1 (YAML <c>1%</c> or <c>0.01</c>).</summary>
    public double? Errors { get; init; }

    /// <summary>Lowest throughput in successful requests per second.</summary>
    public double? Throughput { get; init; }
}
