using LoadLab.Benchmarks.SelfCheck;
using LoadLab.Engine.SelfCheck;

namespace LoadLab.Benchmarks.Tests.SelfCheck;

public sealed class MovementTests
{
    private const int Busy = 20;

    private static readonly CheckedRun Lowest = CheckedRuns.Create(10_000);

    /// <summary>Histograms keep values to within 1 in 64 at the worst, so the p99s are well apart from 5 %.</summary>
    [Theory]
    [InlineData(10_200, Verdict.Valid, false, false)]
    [InlineData(10_200, Verdict.Suspect, false, true)]
    [InlineData(10_200, Verdict.Invalid, false, true)]
    [InlineData(11_000, Verdict.Valid, true, false)]
    [InlineData(11_000, Verdict.Suspect, false, false)]
    [InlineData(11_000, Verdict.Invalid, false, false)]
    public void IsMissedAndIsFalseAlarm_AgainstTheLowest_FollowP99AndVerdict(double p99Us, Verdict verdict, bool isMissed, bool isFalseAlarm)
    {
        var run = CheckedRuns.Create(p99Us, verdict);
        Assert.Equal(verdict, run.Result.Validity.Verdict);

        var movement = new Movement([run, Lowest]);

        Assert.Equal((isMissed, isFalseAlarm), (movement.IsMissed(run), movement.IsFalseAlarm(run)));
    }

    [Fact]
    public void Of_BusyRunsBelowAllOthers_AreNotWhatIsComparedWith()
    {
        var busy = CheckedRuns.Create(9_000, level: Busy);

        Assert.Equal(0, new Movement([busy, Lowest]).Of(Lowest));
    }

    [Fact]
    public void Create_FourKindsOfRuns_AreCountedBelowTheTable()
    {
        var runs = new[]
        {
            Lowest, CheckedRuns.Create(10_100, Verdict.Suspect, repetition: 1), CheckedRuns.Create(20_000, Verdict.Invalid, repetition: 2),
            CheckedRuns.Create(20_000, repetition: 3), CheckedRuns.Create(10_050, repetition: 4),
        };

        var table = Assert.Single(IdleTables.Create(runs));

        Assert.Contains(
            "In 3 of 5 runs the p99 stayed within 5% of the lowest: 1 of them were doubted (false alarms). In 2 it had moved: 1 of them were doubted, 1 were not.",
            table.Notes);
    }

    [Fact]
    public void Create_LowestDoubtedAsWell_CountsNoFalseAlarms()
    {
        var table = Assert.Single(IdleTables.Create([CheckedRuns.Create(10_000, Verdict.Suspect), CheckedRuns.Create(20_000, Verdict.Suspect, repetition: 1)]));

        Assert.StartsWith("Run 1, which has the lowest p99, was doubted as well; its loop stood still for 0.00% of the time.", table.Notes[0], StringComparison.Ordinal);
    }
}
