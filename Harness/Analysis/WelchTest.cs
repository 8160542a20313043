using MathNet.Numerics.Distributions;
using MathNet.Numerics.Statistics;

namespace LoadLab.Harness.Analysis;

/// <summary>Welch's two-sample t-test (B. L. Welch, Biometrika 34, 1947): are two means equal, when variances may differ?</summary>
/// <param name="T">Difference of the means (first − second) in standard errors.</param>
/// <param name="DegreesOfFreedom">By the Welch–Satterthwaite formula.</param>
/// <param name="PValue">Two-sided.</param>
public sealed record WelchTest(double T, double DegreesOfFreedom, double PValue)
{
    /// <summary>Compares two samples; null when one has fewer than two values, so that its variance is unknown.</summary>
    public static WelchTest? Compare(IReadOnlyCollection<double> first, IReadOnlyCollection<double> second)
    {
        if (first.Count < 2 || second.Count < 2)
        {
            return null;
        }

        var difference = first.Mean() - second.Mean();
        var firstError = first.Variance() / first.Count;
        var secondError = second.Variance() / second.Count;
        return firstError + secondError > 0
            ? FromErrors(difference, firstError, first.Count, secondError, second.Count)
            : WithoutVariance(difference, first.Count + second.Count - 2);
    }

    private static WelchTest FromErrors(double difference, double firstError, int firstCount, double secondError, int secondCount)
    {
        var error = firstError + secondError;
        var t = difference / Math.Sqrt(error);
        var freedom = error * error / ((firstError * firstError / (firstCount - 1)) + (secondError * secondError / (secondCount - 1)));
        return new WelchTest(t, freedom, 2 * StudentT.CDF(0, 1, freedom, -Math.Abs(t)));
    }

    // Repeats that agree to the last digit, as an evenly paced load gives: the limit of the formula as the variance goes to 0.
    private static WelchTest WithoutVariance(double difference, int freedom) =>
        difference == 0 ? new WelchTest(0, freedom, 1) : new WelchTest(Math.Sign(difference) * double.PositiveInfinity, freedom, 0);
}
