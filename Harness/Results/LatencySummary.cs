using LoadLab.Engine.Measurement;

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

    /// <summary>Summary of a histogram of nanoseconds.</summary>
    public static LatencySummary From(LatencyHistogram histogram)
    {
        if (histogram.Count == 0)
        {
            return new LatencySummary { Count = 0 };
        }

        double At(double percentile) => Milliseconds(histogram.ValueAtPercentile(percentile));
        return new LatencySummary
        {
            Count = histogram.Count,
            MinMs = Milliseconds(histogram.MinNs),
            MeanMs = Milliseconds(histogram.MeanNs),
            P50Ms = At(50),
            P75Ms = At(75),
            P90Ms = At(90),
            P95Ms = At(95),
            P99Ms = At(99),
            P999Ms = At(99.9),
            P9999Ms = At(99.99),
            MaxMs = Milliseconds(histogram.MaxNs),
        };
    }

    private static double Milliseconds(double ns) => ns / 1e6;
}
