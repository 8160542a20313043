using MathNet.Numerics.Distributions;
using MathNet.Numerics.Statistics;

namespace LoadLab.Harness.Analysis;

/// <summary>A quantity over the repeats of one configuration. Every quantity estimated here is never negative.</summary>
/// <param name="Mean">Mean over the repeats.</param>
/// <param name="Count">Repeats it rests on, at least 1.</param>
/// <param name="StandardDeviation">Sample standard deviation (n − 1); null for one repeat.</param>
/// <param name="HalfWidth">Half of the 95 % Student-t interval of the mean; null for one repeat, which has no interval.</param>
public sealed record Estimate(double Mean, int Count, double? StandardDeviation, double? HalfWidth)
{
    /// <summary>Coverage of every interval in a report.</summary>
    public const double Confidence = 0.95;

    /// <summary>Lower end of the interval, cut at 0; null for one repeat.</summary>
    public double? Lower => HalfWidth is { } half ? Math.Max(0, Mean - half) : null;

    /// <summary>Upper end of the interval; null for one repeat.</summary>
    public double? Upper => Mean + HalfWidth;

    /// <summary>Estimates the mean of the population that the values were drawn from; null when there is no value.</summary>
    public static Estimate? From(IReadOnlyCollection<double> values)
    {
        if (values.Count == 0)
        {
            return null;
        }

        var mean = values.Mean();
        if (values.Count == 1)
        {
            return new Estimate(mean, 1, null, null);
        }

        var deviation = values.StandardDeviation();
        return new Estimate(mean, values.Count, deviation, Quantile(values.Count - 1) * deviation / Math.Sqrt(values.Count));
    }

    /// <summary>The two-sided 95 % quantile of Student's t, such as 2.776 for 4 degrees of freedom.</summary>
    internal static double Quantile(int degreesOfFreedom) =>
        StudentT.InvCDF(location: 0, scale: 1, freedom: degreesOfFreedom, p: 1 - ((1 - Confidence) / 2));
}
