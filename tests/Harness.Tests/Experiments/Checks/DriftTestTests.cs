using LoadLab.Harness.Experiments.Checks;
using MathNet.Numerics.Distributions;

namespace LoadLab.Harness.Tests.Experiments.Checks;

public sealed class DriftTestTests
{
    private const int Series = 2000;

    /// <summary>By hand: means 2 and 4, scatter about the step 1, 1, 1, 1 with one negative correlation, so variance 4/2 and t = 2/√2.</summary>
    [Fact]
    public void Of_FourValues_AgreesWithTheHandCalculation()
    {
        var test = DriftTest.Of([1, 3, 5, 3], leastVariance: 0);

        Assert.Equal(2.0 / 3, test.Change, 12);
        // Two degrees of freedom: p = 1 − t/√(2 + t²).
        Assert.Equal(1 - (Math.Sqrt(2) / 2), test.PValue, 6);
    }

    [Fact]
    public void Of_NothingChanges_IsCertainlySteady() => Assert.Equal(new DriftTest(0, 1), DriftTest.Of([5, 5, 5, 5, 5], leastVariance: 1));

    [Fact]
    public void Of_NothingButChance_IsHeldAgainstTheLeastVariance() =>
        Assert.True(DriftTest.Of([10, 10, 8, 8], leastVariance: 9).PValue > 0.1);

    /// <summary>Seconds that scatter by up to 30 %, alone or each like the one before by 0.3: fewer than 5 in 100 are called unsteady.</summary>
    [Theory]
    [InlineData(6, 0.3, 0)]
    [InlineData(10, 0.3, 0)]
    [InlineData(10, 0.3, 0.3)]
    [InlineData(30, 0.3, 0.3)]
    [InlineData(60, 0.1, 0.3)]
    public void Of_SteadyButNoisy_FalseAlarmsStayBelowFivePercent(int seconds, double noise, double correlation)
    {
        var random = new Random(1);
        var alarms = Enumerable.Range(0, Series).Count(_ => IsUnsteady(Noise(random, seconds, noise, correlation)));

        Assert.InRange((double)alarms / Series, 0, 0.05);
    }

    /// <summary>A throughput that falls to 60 % in ten seconds of which each scatters by 5 %; or to 70 % at once, by 10 %.</summary>
    [Theory]
    [InlineData(10, 0.05, false)]
    [InlineData(20, 0.1, true)]
    public void Of_RealDrift_IsFoundInFourTrialsOfFive(int seconds, double noise, bool atOnce)
    {
        var random = new Random(2);
        var found = Enumerable.Range(0, Series).Count(_ => IsUnsteady(
            [.. Noise(random, seconds, noise, 0).Select((value, i) => value * (atOnce ? (i < seconds / 2 ? 1 : 0.7) : 1 - (0.4 * i / (seconds - 1))))]));

        Assert.InRange((double)found / Series, 0.8, 1);
    }

    private static bool IsUnsteady(double[] values)
    {
        var test = DriftTest.Of(values, leastVariance: 0);
        return Math.Abs(test.Change) > 0.1 && test.PValue < 0.01;
    }

    /// <summary>A mean of 1 with the given scatter and correlation (an AR(1) process).</summary>
    private static double[] Noise(Random random, int count, double noise, double correlation)
    {
        var now = Normal.Sample(random, 0, 1);
        return [.. Enumerable.Range(0, count).Select(_ =>
        {
            var value = 1 + (noise * now);
            now = (correlation * now) + (Math.Sqrt(1 - (correlation * correlation)) * Normal.Sample(random, 0, 1));
            return Math.Max(0.05, value);
        })];
    }
}
