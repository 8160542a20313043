using LoadLab.Engine.Measurement;

namespace LoadLab.Engine.Scenarios;

/// <summary>Latencies in ms; all 0 without requests.</summary>
public sealed record LatencyStats(
    double MinMs, double MeanMs, double MaxMs, double StdDev, double Percent50, double Percent75, double Percent95, double Percent99)
{
    private const double NsPerMs = 1e6;

    internal static LatencyStats From(LatencyHistogram histogram)
    {
        double Percentile(double percentile) => histogram.ValueAtPercentile(percentile) / NsPerMs;

        return new LatencyStats(
            histogram.MinNs / NsPerMs,
            histogram.MeanNs / NsPerMs,
            histogram.MaxNs / NsPerMs,
            histogram.StdDevNs / NsPerMs,
            Percentile(50),
            Percentile(75),
            Percentile(95),
            Percentile(99));
    }
}
