using LoadLab.Harness.Analysis;
using LoadLab.Harness.Tests.Reporting;

namespace LoadLab.Harness.Tests.Analysis;

public sealed class ComparisonTests
{
    private static readonly Dictionary<string, double> Stages = new() { ["parse"] = 0.001, ["infer"] = 0.009 };

    private static readonly Dictionary<string, double> NoStages = [];

    [Fact]
    public void Analyze_Endpoints_RecommendsNoneAndTellsWhereTheTimeGoes()
    {
        // Little's law with 64 users: 8 ms at 8,000/s, 80 ms at 800/s, so 90 % of the time of predict is not in empty.
        var analysis = new SweepBuilder()
            .Add(1, 1, null, 8000, scenario: "empty", stages: NoStages)
            .Add(1, 1, null, 800, scenario: "predict", stages: Stages)
            .Analyze();

        Assert.Equal(SweepKind.Workloads, analysis.Kind);
        Assert.Empty(analysis.Recommendations);
        Assert.Matches(@"^predict takes .* empty only .*: (89|90|91) % of the time of predict goes to what empty does not do\.$", analysis.Findings[0]);
        Assert.Contains(analysis.Findings, finding => finding.Contains("infer takes 90 % of the time: 9.00 ms of 10.0 ms", StringComparison.Ordinal));
    }

    [Fact]
    public void Analyze_EndpointsAlike_SeesNoDifference()
    {
        var analysis = new SweepBuilder().Add(1, 1, null, 2000, scenario: "empty").Add(1, 1, null, 2001, scenario: "normalize").Analyze();

        Assert.Contains("no measurable difference", analysis.Findings[0], StringComparison.Ordinal);
    }

    [Fact]
    public void Analyze_OnlyTheLoadVaries_RecommendsNone()
    {
        var analysis = new SweepBuilder().Add(1, 1, null, 900, users: 8).Add(1, 1, null, 1500, users: 32).Analyze();

        Assert.Equal(SweepKind.Loads, analysis.Kind);
        Assert.Empty(analysis.Recommendations);
        Assert.Contains("differ only in their load", analysis.Findings[0], StringComparison.Ordinal);
    }

    [Fact]
    public void Analyze_TuningsUnderTwoLoads_RecommendsForEachLoad()
    {
        var analysis = new SweepBuilder()
            .Add(1, 1, null, 900, users: 8).Add(2, 1, null, 500, users: 8)
            .Add(1, 1, null, 1500, users: 32).Add(2, 1, null, 2500, users: 32)
            .Analyze();

        Assert.Equal(SweepKind.TuningPerLoad, analysis.Kind);
        Assert.Equal(["c01", "c04"], analysis.Recommendations.Select(one => one.ConfigurationId));
        Assert.Contains("8 users", analysis.Recommendations[0].Load, StringComparison.Ordinal);
    }
}
