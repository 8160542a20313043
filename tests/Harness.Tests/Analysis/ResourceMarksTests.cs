using LoadLab.Harness.Analysis;
using LoadLab.Harness.Results;
using LoadLab.Harness.Tests.Reporting;

namespace LoadLab.Harness.Tests.Analysis;

public sealed class ResourceMarksTests
{
    [Theory]
    [InlineData(0.013, 0.013, "throttled 1 %")]
    [InlineData(0, 0.021, "throttled 1 %")]
    [InlineData(0.42, 0.44, "throttled 43 %")]
    public void Of_ThrottledInOnePercentOfPeriodsOrMore_IsMarkedWithTheMean(double first, double second, string badge) =>
        Assert.Equal([badge], Badges(new SweepBuilder(repeats: 2).Add(1, 1, null, 1000).Throttle("c01-r1", first).Throttle("c01-r2", second)));

    [Fact]
    public void Of_ThrottledLess_IsNotMarked() =>
        Assert.Empty(Badges(new SweepBuilder(repeats: 2).Add(1, 1, null, 1000).Throttle("c01-r1", 0).Throttle("c01-r2", 0.019)));

    [Fact]
    public void Of_TrialsThatAreNotUsed_CountForMemoryAlone() =>
        Assert.Equal(
            ["OOM-killed 1×"],
            Badges(new SweepBuilder(repeats: 1).Add(1, 1, null, 1000).Throttle("c01-r1", 0.5).KillWorker("c01-r1", 3).Invalidate("c01-r1", "The clock stepped by 2 s.")));

    [Fact]
    public void Of_WorkersKilledAndATrialThatFailedForMemory_AreCountedTogether() =>
        Assert.Equal(
            ["OOM-killed 3×"],
            Badges(new SweepBuilder(repeats: 2).Add(2, null, 64L << 20, 1000).RunOutOfMemory("c01-r1").KillWorker("c01-r2", 3).KillWorker("c01-r2", 4)));

    [Fact]
    public void Of_FailedForAnotherReason_IsNotMarked() =>
        Assert.Empty(Badges(new SweepBuilder(repeats: 1).Add(1, null, null, 1000).Fail("c01-r1", "no model").Change("c01-r1", trial => trial with { FailureKind = FailureKind.Ended })));

    [Fact]
    public void Of_FailedInAnOldResult_IsNotMarked() =>
        Assert.Empty(Badges(new SweepBuilder(repeats: 1).Add(1, null, null, 1000).Fail("c01-r1", "Replica 0 ran out of its memory limit.")));

    [Fact]
    public void Of_BothLimits_HasBothMarks() =>
        Assert.Equal(["throttled 30 %", "OOM-killed 1×"], Badges(new SweepBuilder(repeats: 1).Add(1, 1, null, 1000).Throttle("c01-r1", 0.3).KillWorker("c01-r1", 3)));

    [Fact]
    public void Explain_NoMark_SaysNothing() => Assert.Empty(ResourceMarks.Explain(SweepBuilder.Resources(2).Analyze().Configurations));

    [Fact]
    public void Explain_ManyMarksOfAKind_SaysItOnce()
    {
        var analysis = SweepBuilder.Resources(2, repeats: 1).Throttle("c01-r1", 0.3).Throttle("c02-r1", 0.4).Analyze();

        Assert.Contains("told from 1 % on", Assert.Single(ResourceMarks.Explain(analysis.Configurations)), StringComparison.Ordinal);
    }

    private static IEnumerable<string> Badges(SweepBuilder sweep) => sweep.Analyze().Configurations[0].Marks.Select(mark => mark.Badge);
}
