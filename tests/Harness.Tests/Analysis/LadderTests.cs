using LoadLab.Harness.Analysis;
using LoadLab.Harness.Tests.Reporting;

namespace LoadLab.Harness.Tests.Analysis;

public sealed class LadderTests
{
    [Fact]
    public void Build_FaultsRemovedOneByOne_TellsEachGain()
    {
        var analysis = SweepBuilder.Evolution().Analyze();

        var ladder = Assert.Single(analysis.Ladders);
        Assert.Null(ladder.Conditions);
        Assert.Equal(["everything wrong", "no prints", "no registry", "new name only"], ladder.Rungs.Select(rung => rung.Name));
        Assert.Null(ladder.Rungs[0].OverBefore);
        Assert.InRange(ladder.Rungs[1].OverBefore!.Ratio.Value, 28, 32);
        Assert.InRange(ladder.Rungs[2].OverBefore!.Ratio.Value, 24, 26);
        Assert.InRange(ladder.Rungs[2].OverFirst!.Ratio.Value, 720, 780);
        Assert.StartsWith("not distinguishable", ladder.Rungs[3].OverBefore!.Text, StringComparison.Ordinal);
        Assert.Empty(ladder.Notes);
    }

    [Fact]
    public void Build_EachStage_TellsWhatWasChangedAndWhereItsTimeGoes()
    {
        var ladder = SweepBuilder.Evolution().Analyze().Ladders[0];

        Assert.Empty(ladder.Rungs[0].Changes);
        Assert.Equal(["REQUEST_LOG: print → not set"], ladder.Rungs[1].Changes);
        Assert.Equal(["MODEL_SOURCE: registry-per-request → not set"], ladder.Rungs[2].Changes);
        Assert.Equal("model: 76 % (190 ms of 250 ms a request)", ladder.Rungs[0].Costliest!.Text);
        Assert.Equal("infer: 100 % (0.200 ms of 0.200 ms a request)", ladder.Rungs[2].Costliest!.Text);
    }

    [Fact]
    public void Build_SeveralLoads_AreSeveralLadders()
    {
        var analysis = SweepBuilder.Evolution(users: [4, 16]).Analyze();

        Assert.Equal(["users=4", "users=16"], analysis.Ladders.Select(ladder => ladder.Conditions));
        Assert.All(analysis.Ladders, ladder => Assert.Equal(4, ladder.Rungs.Count));
        Assert.Contains(analysis.Findings, finding => finding.StartsWith("With users=16, from “everything wrong”", StringComparison.Ordinal));
    }

    [Fact]
    public void Build_StageWithInvalidTrialsOnly_ClaimsNoGainOfIt()
    {
        var ladder = SweepBuilder.Evolution(repeats: 2).Invalidate("c02-r1", "clock").Invalidate("c02-r2", "clock").Analyze().Ladders[0];

        Assert.Null(ladder.Rungs[1].OverBefore);
        Assert.Null(ladder.Rungs[1].OverFirst);
        Assert.Null(ladder.Rungs[2].OverBefore);
        Assert.NotNull(ladder.Rungs[2].OverFirst);
        Assert.Contains("“no prints”", Assert.Single(ladder.Notes), StringComparison.Ordinal);
    }

    [Fact]
    public void Build_FirstStageFailed_SaysThatTheWholeGainCannotBeTold()
    {
        var analysis = SweepBuilder.Evolution(repeats: 1).Fail("c01-r1", "no registry").Analyze();

        Assert.Contains("cannot be told", Assert.Single(analysis.Findings), StringComparison.Ordinal);
        Assert.Null(analysis.Ladders[0].Rungs[3].OverFirst);
    }

    [Fact]
    public void Build_StageLeftOutOfOneLadder_TellsNoGainAcrossIt()
    {
        var builder = new SweepBuilder { Ladder = "stage" };
        foreach (var (name, users) in new[] { ("a", 4), ("b", 4), ("c", 4), ("a", 8), ("c", 8) })
        {
            builder.AddNamed("stage", name, 100 * users, users, [], []);
        }

        var partial = builder.Analyze().Ladders[1];

        Assert.Null(partial.Rungs[1].OverBefore);
        Assert.NotNull(partial.Rungs[1].OverFirst);
        Assert.Contains(partial.Notes, note => note.Contains("leaves out “b”", StringComparison.Ordinal));
    }

    [Fact]
    public void Build_WithoutStageTimes_SaysSo()
    {
        var ladder = SweepBuilder.Evolution().WithoutReplicas().Analyze().Ladders[0];

        Assert.All(ladder.Rungs, rung => Assert.Null(rung.Costliest));
        Assert.Contains(ladder.Notes, note => note.Contains("no stage times", StringComparison.Ordinal));
    }

    [Fact]
    public void Build_OneTrialEach_GivesHintsOnly() =>
        Assert.All(SweepBuilder.Evolution(repeats: 1).Analyze().Ladders[0].Rungs.Skip(1), rung => Assert.True(rung.OverBefore!.IsHint));

    [Fact]
    public void Analyze_Ladder_RecommendsNothingAndTellsTheLargestStep()
    {
        var analysis = SweepBuilder.Evolution().Analyze();

        Assert.Equal(SweepKind.Ladder, analysis.Kind);
        Assert.Empty(analysis.Recommendations);
        Assert.StartsWith("From “everything wrong” to “new name only” the throughput went from", analysis.Findings[0], StringComparison.Ordinal);
        Assert.Contains("that of “no prints”: ×", analysis.Findings[1], StringComparison.Ordinal);
        Assert.StartsWith("At first, 76 % of the target's time went into model", analysis.Findings[2], StringComparison.Ordinal);
    }
}
