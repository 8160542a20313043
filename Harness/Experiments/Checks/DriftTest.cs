using MathNet.Numerics.Distributions;

namespace LoadLab.Harness.Experiments.Checks;

/// <summary>Did a series change from its first to its second half, or does it only scatter?</summary>
/// <remarks>
/// Student's t of the difference of the halves' means. The scatter is what is left when the better of two shapes is taken off, a step in the
/// middle or a straight line: a trend must not count as the noise it is to be told from. Neighbouring seconds resemble each other, so n of
/// them tell as much as n(1−ρ)/(1+ρ) independent ones, with ρ their correlation (as for the mean of an AR(1) process), which is estimated too
/// low by about (1+3ρ)/n (Kendall 1954) and corrected for that; a negative one is taken for 0.
/// </remarks>
/// <param name="Change">Difference of the halves' means divided by the mean of all.</param>
/// <param name="PValue">Two-sided: how often steady scatter like this one would differ as much.</param>
internal sealed record DriftTest(double Change, double PValue)
{
    /// <summary>With fewer nothing can be told.</summary>
    public const int FewestValues = 4;

    private const double HighestCorrelation = 0.95;

    /// <summary>Tests a series of at least <see cref="FewestValues"/>.</summary>
    /// <param name="values">In the order of time.</param>
    /// <param name="leastVariance">What chance alone gives a value; scatter below that is taken for it.</param>
    public static DriftTest Of(IReadOnlyList<double> values, double leastVariance)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(values.Count, FewestValues);
        var half = values.Count / 2;
        var difference = values.TakeLast(half).Average() - values.Take(half).Average();
        var mean = values.Average();
        var rest = Scatter(values, half);
        var squares = rest.Sum(value => value * value);
        var worth = WorthOfOne(rest, squares);
        var variance = Math.Max(squares / (values.Count - 2), leastVariance);
        var error = Math.Sqrt(variance * 2 / (half * worth));
        var freedom = Math.Max(1, (values.Count * worth) - 2);
        var p = error > 0 ? 2 * StudentT.CDF(0, 1, freedom, -Math.Abs(difference) / error) : difference == 0 ? 1 : 0;
        return new DriftTest(mean > 0 ? difference / mean : 0, p);
    }

    private static double[] Scatter(IReadOnlyList<double> values, int half)
    {
        var (line, step) = (AroundLine(values), AroundStep(values, half));
        return line.Sum(value => value * value) < step.Sum(value => value * value) ? line : step;
    }

    private static double[] AroundLine(IReadOnlyList<double> values)
    {
        var middle = (values.Count - 1) / 2.0;
        var mean = values.Average();
        var slope = values.Select((value, i) => (i - middle) * (value - mean)).Sum() / values.Select((_, i) => (i - middle) * (i - middle)).Sum();
        return [.. values.Select((value, i) => value - mean - (slope * (i - middle)))];
    }

    /// <summary>One in the middle of an odd number belongs to neither half: it is held against the mean of all.</summary>
    private static double[] AroundStep(IReadOnlyList<double> values, int half)
    {
        var (first, all, second) = (values.Take(half).Average(), values.Average(), values.TakeLast(half).Average());
        return [.. values.Select((value, i) => value - (i < half ? first : i >= values.Count - half ? second : all))];
    }

    /// <summary>How much of an independent value each one is worth.</summary>
    private static double WorthOfOne(double[] rest, double squares)
    {
        if (squares <= 0)
        {
            return 1;
        }

        var seen = rest.Zip(rest.Skip(1), (one, next) => one * next).Sum() / squares;
        var correlation = Math.Clamp(seen + ((1 + (3 * seen)) / rest.Length), 0, HighestCorrelation);
        return (1 - correlation) / (1 + correlation);
    }
}
