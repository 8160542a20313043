using LoadLab.Engine.Measurement;

namespace LoadLab.Harness.Analysis;

/// <summary>The percentiles of all repeats together, from their exactly merged histograms.</summary>
public static class PercentileCurve
{
    /// <summary>Fewer samples than this beyond a percentile make it the luck of a few requests: the curve ends before.</summary>
    public const int FewestBeyond = 10;

    private const double First = 50;

    private const double Last = 99.99;

    private const int PointsPerDecade = 12;

    /// <summary>p50 to p99.99, evenly spaced on the scale 1/(1 − p), as far as the samples reach; empty for no samples.</summary>
    public static IReadOnlyList<PercentilePoint> Of(IEnumerable<LatencyHistogram> histograms)
    {
        var merged = new LatencyHistogram();
        foreach (var histogram in histograms)
        {
            merged.Add(histogram);
        }

        return [.. Percentiles().TakeWhile(percentile => Beyond(merged.Count, percentile) >= FewestBeyond)
            .Select(percentile => new PercentilePoint(percentile, merged.ValueAtPercentile(percentile) / 1e6))];
    }

    /// <summary>50, 54.1…, 90, …, 99, …, 99.99: the marks a reader looks up are among them exactly.</summary>
    internal static IEnumerable<double> Percentiles()
    {
        yield return First;
        var steps = PointsPerDecade * 4;
        for (var step = 1; step <= steps; step++)
        {
            var percentile = step % PointsPerDecade == 0
                ? Math.Round(100 - (100 * Math.Pow(10, -step / PointsPerDecade)), 4)
                : 100 * (1 - Math.Pow(10, -(double)step / PointsPerDecade));
            if (percentile > First && percentile <= Last)
            {
                yield return percentile;
            }
        }
    }

    // The small allowance keeps 100,000 samples × 0.01 % at 10 in floating point.
    private static double Beyond(long count, double percentile) => (count * (1 - (percentile / 100))) + 1e-6;
}
