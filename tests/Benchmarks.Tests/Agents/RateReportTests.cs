using LoadLab.Benchmarks.Agents;
using LoadLab.Benchmarks.Clients;
using LoadLab.Benchmarks.Processes;
using LoadLab.Benchmarks.Tests.Clients;

namespace LoadLab.Benchmarks.Tests.Agents;

public sealed class RateReportTests
{
    private static readonly RatePlan Plan = new(8, 8_000, 10, 2, "frugal");

    [Theory]
    [InlineData(80_000, 96_000, "held, furthest off by 0.000%")]
    [InlineData(79_620, 96_000, "held, furthest off by 0.475%")]
    [InlineData(79_500, 96_000, "**missed**, furthest off by 0.625%")]
    [InlineData(80_500, 96_000, "**missed**, furthest off by 0.625%")]
    [InlineData(80_000, 95_000, "**missed**, furthest off by 1.042%")]
    public void Create_OneRunOff_IsJudgedByBothCounts(long sent, long served, string sentence)
    {
        var text = Render([Run(80_000, 96_000), Run(sent, served)]);

        Assert.Contains($"Target: within 0.5% of the plan in every run, by both counts: {sentence}.", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Create_Starts_AreInMilliseconds() =>
        Assert.Contains("| 1 | 3.46 | 8.12 | 0.25 |", Render([Run(80_000, 96_000)]), StringComparison.Ordinal);

    [Fact]
    public void Create_Doubted_TellsTheFirstReason()
    {
        var run = Run(80_000, 96_000);

        Assert.Contains(
            "The harness, where it says suspect, in the first place: It was late.",
            Render([run with { Harness = run.Harness with { Verdict = "suspect", Reasons = ["It was late.", "So was agent-1."] } }]),
            StringComparison.Ordinal);
    }

    private static RateRun Run(long sent, long served) =>
        new(HarnessRun.Parse(ToolOutputs.Read("harness")) with { Sent = sent, Verdict = "valid", Reasons = [] }, served, 0.02, TimeSpan.FromSeconds(9));

    private static string Render(IReadOnlyList<RateRun> runs) =>
        new RateReport(Plan, new ProcessorPair(0, 1), runs, [new AgentStarts(0.00346, 0.00812, 0.00025)]).Create().ToMarkdown([]);
}
