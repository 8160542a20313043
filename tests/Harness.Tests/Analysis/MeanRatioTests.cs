using LoadLab.Harness.Analysis;
using MathNet.Numerics.Distributions;

namespace LoadLab.Harness.Tests.Analysis;

public sealed class MeanRatioTests
{
    [Fact]
    public void Of_TwoSamples_IsTheTextbookFormula()
    {
        // Means 200 and 100, both with s = 2 and n = 4: relative variances 4/4/200² = 2.5e-5 and 4/4/100² = 1e-4, error √1.25e-4 = 0.0111803;
        // degrees of freedom (1.25e-4)² ÷ ((2.5e-5)² + (1e-4)²) × 3 = 4.411765; t(0.975; 4.411765) = 2.677637.
        double[] first = [200 - Spread, 200 - Spread, 200 + Spread, 200 + Spread];
        double[] second = [100 - Spread, 100 - Spread, 100 + Spread, 100 + Spread];

        var ratio = MeanRatio.Of(first, second)!;

        Assert.Equal(2, ratio.Value, 12);
        Assert.Equal(2 * Math.Exp(-2.677637 * 0.01118034), ratio.Lower!.Value, 4);
        Assert.Equal(2 * Math.Exp(2.677637 * 0.01118034), ratio.Upper!.Value, 4);
        Assert.InRange(ratio.PValue!.Value, 0, 1e-5);
    }

    [Fact]
    public void Of_Swapped_IsTheInverse()
    {
        double[] first = [10, 11, 12];
        double[] second = [5, 5.2, 5.9];

        var (there, back) = (MeanRatio.Of(first, second)!, MeanRatio.Of(second, first)!);

        Assert.Equal(1, there.Value * back.Value, 12);
        Assert.Equal(1, there.Lower!.Value * back.Upper!.Value, 12);
        Assert.Equal(there.PValue!.Value, back.PValue!.Value, 12);
    }

    [Fact]
    public void Of_OneTrialOnASide_HasNoInterval() => Assert.Equal(new MeanRatio(2, null, null, null), MeanRatio.Of([4], [2, 2]));

    [Fact]
    public void Of_NothingOrZero_IsNoRatio()
    {
        Assert.Null(MeanRatio.Of([], [1, 2]));
        Assert.Null(MeanRatio.Of([1, 2], []));
        Assert.Null(MeanRatio.Of([1, 2], [0, 0]));
        Assert.Null(MeanRatio.Of([0, 0], [1, 2]));
    }

    [Fact]
    public void Of_RepeatsThatAgreeToTheLastDigit_IsCertain()
    {
        Assert.Equal(new MeanRatio(2, 2, 2, 0), MeanRatio.Of([4, 4], [2, 2]));
        Assert.Equal(new MeanRatio(1, 1, 1, 1), MeanRatio.Of([4, 4], [4, 4]));
    }

    [Fact]
    public void Of_ThreeRepeatsEach_HoldsTheTrueRatioInNineteenOfTwenty()
    {
        var random = new Random(5);
        const int Rounds = 4000;
        var held = Enumerable.Range(0, Rounds).Count(_ => MeanRatio.Of(Draw(random, 300, 0.05), Draw(random, 100, 0.02)) is { } ratio && ratio.Lower <= 3 && 3 <= ratio.Upper);

        Assert.InRange((double)held / Rounds, 0.93, 0.98);
    }

    // Of four values, half on each side: s² = 4·d²/3 = 4.
    private static readonly double Spread = Math.Sqrt(3);

    private static double[] Draw(Random random, double mean, double relativeDeviation) =>
        [.. Enumerable.Range(0, 3).Select(_ => Normal.Sample(random, mean, mean * relativeDeviation))];
}
