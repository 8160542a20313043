namespace LoadLab.Benchmarks.Statistics;

/// <summary>Quantiles of a few repetitions.</summary>
internal static class SampleQuantile
{
    private const double Quarter = 0.25;

    /// <summary>
    /// The lower quartile. Disturbance only ever adds time, so the low end of the repetitions tells what the code costs and the high end what
    /// else the machine did; the minimum itself would be one run's luck.
    /// </summary>
    public static double LowerQuartile(IReadOnlyCollection<double> samples) => At(samples, Quarter);

    public static double Median(IReadOnlyCollection<double> samples) => At(samples, 0.5);

    /// <summary>By linear interpolation between the ordered samples at position q · (n − 1): type 7 of Hyndman and Fan, the default of R and NumPy.</summary>
    /// <exception cref="ArgumentException">There is no sample.</exception>
    public static double At(IReadOnlyCollection<double> samples, double q)
    {
        if (samples.Count == 0)
        {
            throw new ArgumentException("A quantile of nothing.", nameof(samples));
        }

        var ordered = samples.Order().ToArray();
        var position = q * (ordered.Length - 1);
        var below = (int)Math.Floor(position);
        var above = Math.Min(below + 1, ordered.Length - 1);
        return ordered[below] + ((position - below) * (ordered[above] - ordered[below]));
    }
}
