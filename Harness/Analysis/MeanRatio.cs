using MathNet.Numerics.Distributions;
using MathNet.Numerics.Statistics;

namespace LoadLab.Harness.Analysis;

/// <summary>The ratio of two means over repeats, with its 95 % interval.</summary>
/// <remarks>
/// The logarithm of a mean has, to first order, the standard error s ÷ (√n × mean) (delta method), so the logarithm of the ratio is treated
/// as Welch treats a difference: both errors together, with the Welch–Satterthwaite degrees of freedom. Interval and p value are of one piece:
/// without a correction p &lt; 0.05 exactly where the interval leaves out 1.
/// </remarks>
/// <param name="Value">Mean of the first ÷ mean of the second.</param>
/// <param name="Lower">Lower end of the interval; null where a sample has one value only.</param>
/// <param name="Upper">Upper end; null as well.</param>
/// <param name="PValue">Two-sided, of the ratio being 1; null as well.</param>
public sealed record MeanRatio(double Value, double? Lower, double? Upper, double? PValue)
{
    /// <summary>Null where a sample is empty or a mean is not positive: then there is no ratio.</summary>
    public static MeanRatio? Of(IReadOnlyCollection<double> first, IReadOnlyCollection<double> second)
    {
        if (first.Count == 0 || second.Count == 0 || !(first.Mean() > 0) || !(second.Mean() > 0))
        {
            return null;
        }

        var ratio = first.Mean() / second.Mean();
        return first.Count < 2 || second.Count < 2
            ? new MeanRatio(ratio, null, null, null)
            : WithInterval(ratio, RelativeVariance(first), first.Count - 1, RelativeVariance(second), second.Count - 1);
    }

    private static double RelativeVariance(IReadOnlyCollection<double> values) => values.Variance() / values.Count / (values.Mean() * values.Mean());

    private static MeanRatio WithInterval(double ratio, double first, int firstFreedom, double second, int secondFreedom)
    {
        var variance = first + second;
        if (variance == 0)
        {
            // Repeats that agree to the last digit: the limit of the formulas as the variance goes to 0.
            return new MeanRatio(ratio, ratio, ratio, ratio == 1 ? 1 : 0);
        }

        var error = Math.Sqrt(variance);
        var freedom = variance * variance / ((first * first / firstFreedom) + (second * second / secondFreedom));
        var half = StudentT.InvCDF(0, 1, freedom, 1 - ((1 - Estimate.Confidence) / 2)) * error;
        var p = 2 * StudentT.CDF(0, 1, freedom, -Math.Abs(Math.Log(ratio)) / error);
        return new MeanRatio(ratio, ratio * Math.Exp(-half), ratio * Math.Exp(half), p);
    }
}
