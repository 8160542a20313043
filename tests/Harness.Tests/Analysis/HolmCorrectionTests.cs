using FsCheck;
using FsCheck.Fluent;
using LoadLab.Harness.Analysis;

namespace LoadLab.Harness.Tests.Analysis;

public sealed class HolmCorrectionTests
{
    [Fact]
    public void Adjust_WorkedExample_Agrees()
    {
        // By hand: 4 × 0.005, 3 × 0.01, 2 × 0.03, and 1 × 0.04 raised to what came before it.
        var adjusted = HolmCorrection.Adjust([0.01, 0.04, 0.03, 0.005]);

        Assert.Equal([0.03, 0.06, 0.06, 0.02], adjusted.Select(p => Math.Round(p, 12)));
    }

    [Fact]
    public void Adjust_Nothing_IsEmpty() => Assert.Empty(HolmCorrection.Adjust([]));

    [Fact]
    public void Adjust_AnyValues_NeverLowersOneAndKeepsTheOrder() =>
        Prop.ForAll(Gen.Choose(0, 1000).Select(n => n / 1000.0).NonEmptyListOf().ToArbitrary(), values =>
        {
            var adjusted = HolmCorrection.Adjust([.. values]);
            var pairs = values.Zip(adjusted).OrderBy(pair => pair.First).ThenBy(pair => pair.Second).ToList();
            return pairs.TrueForAll(pair => pair.Second >= pair.First && pair.Second <= 1)
                && pairs.Zip(pairs.Skip(1)).All(it => it.First.Second <= it.Second.Second);
        }).QuickCheckThrowOnFailure();
}
