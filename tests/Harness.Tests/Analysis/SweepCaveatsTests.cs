using LoadLab.Engine.SelfCheck;
using LoadLab.Harness.Analysis;
using LoadLab.Harness.Results;
using LoadLab.Harness.Tests.Reporting;

namespace LoadLab.Harness.Tests.Analysis;

public sealed class SweepCaveatsTests
{
    private readonly SweepResult _sweep = SweepBuilder.Resources(4).Sweep();

    [Fact]
    public void Analyze_FailedTrialWasMeasuredAgain_SaysThatAndWhy() => Assert.Equal(
        ["c02-r1 was measured again, as its first attempt failed: It has no model."],
        Caveats(Failed("c02-r1", "It has no model.")));

    [Fact]
    public void Analyze_TrialWasMeasuredTwiceAgain_IsOneSentenceAboutTheFirst() => Assert.Equal(
        ["c02-r1 was measured again, 2 times, as its first attempt was invalid: The generator stood still."],
        Caveats(Failed("c02-r1", "The generator stood still.") with { Outcome = TrialOutcome.Completed, Failure = null }, Failed("c02-r1", "It has no model.")));

    [Fact]
    public void Analyze_ManyWereMeasuredAgain_NamesThemTogether() => Assert.Equal(
        ["6 trials were measured again, as their first attempts failed or were invalid: c01-r1, c01-r2, c02-r1, c02-r2, c03-r1, c03-r2."],
        Caveats([.. from configuration in Enumerable.Range(1, 3) from repeat in Enumerable.Range(1, 2) select Failed($"c{configuration:00}-r{repeat}", "No.")]));

    [Fact]
    public void Analyze_NotMeasuredAgainYet_IsNotSaidToBe() => Assert.Empty(Caveats(Failed("c09-r1", "No.")));

    private static TrialResult Failed(string id, string why) => new()
    {
        Id = id,
        ConfigurationId = id[..3],
        Repeat = 1,
        Sequence = 1,
        StartedAt = DateTimeOffset.UnixEpoch,
        Outcome = TrialOutcome.TargetFailed,
        Failure = why,
        Validity = new Validity(Verdict.Invalid, [why]),
    };

    private IReadOnlyList<string> Caveats(params TrialResult[] setAside)
    {
        var analysis = SweepAnalyzer.Analyze(_sweep with { SetAside = setAside }, new Dictionary<string, Engine.Measurement.LatencyHistogram>());
        // A recommendation that rests on such trials says so as well.
        Assert.All(setAside.Where(attempt => analysis.Caveats.Any(caveat => caveat.Contains(attempt.Id, StringComparison.Ordinal))), _ =>
            Assert.All(analysis.Recommendations, one => Assert.Superset(analysis.Caveats.ToHashSet(), one.Caveats.ToHashSet())));
        return analysis.Caveats;
    }
}
