using LoadLab.Harness.Profiles;
using LoadLab.Harness.Reporting;
using LoadLab.Harness.Reporting.Charts;
using LoadLab.Harness.Results;

namespace LoadLab.Harness.Tests.Reporting;

/// <summary>A small sweep with everything that can go wrong in it, as text.</summary>
public sealed class GoldenTests
{
    private static readonly ReportData Data = Mixed().Data();

    [Fact]
    public void Markdown_MixedSweep_EqualsTheGoldenFile() =>
        Golden.Equal("report.md", MarkdownReport.Of(Data, ChartSet.OfConfigurations(Data), missingFigures: null));

    [Fact]
    public void Csv_MixedSweep_EqualsTheGoldenFile() => Golden.Equal("trials.csv", TrialsCsv.Of(Data.Sweep));

    [Fact]
    public void JUnit_MixedSweep_EqualsTheGoldenFile() => Golden.Equal("junit.xml", JUnitReport.Of(Data));

    [Fact]
    public void Json_MixedSweep_EqualsTheGoldenFile() => Golden.Equal("results.json", ResultsJson.Of(Data));

    [Fact]
    public void Markdown_LadderWithARungThatIsInvalid_EqualsTheGoldenFile()
    {
        var data = SweepBuilder.Evolution(repeats: 2).Invalidate("c03-r1", "The clock stepped by 2 s.").Invalidate("c03-r2", "The clock stepped by 3 s.").Data();

        Golden.Equal("ladder.md", MarkdownReport.Of(data, ChartSet.OfConfigurations(data), missingFigures: null));
    }

    [Fact]
    public void Markdown_BatchesAgainstSingleRequests_EqualsTheGoldenFile()
    {
        var data = SweepBuilder.Batching().Data();

        Golden.Equal("batching.md", MarkdownReport.Of(data, ChartSet.OfConfigurations(data), missingFigures: null));
    }

    [Fact]
    public void Markdown_AgentsOneLostAndOneSlow_EqualsTheGoldenFile()
    {
        var data = Distributed().Data();

        Golden.Equal("agents.md", MarkdownReport.Of(data, ChartSet.OfConfigurations(data), missingFigures: null));
    }

    /// <summary>Two configurations under the load of four agents each; c01-r2 loses one, and in c02-r1 one is slow.</summary>
    internal static SweepBuilder Distributed() => new SweepBuilder(repeats: 2) { Agents = new AgentsConfig { Count = 4, Start = AgentStart.Join }, Name = "distributed", Yaml = "name: distributed\n" }
        .Add(1, 1, null, 4000)
        .Add(2, 1, null, 8000)
        .WithAgents("c01-r1")
        .WithAgents("c01-r2")
        .WithAgents("c02-r1")
        .WithAgents("c02-r2")
        .LoseAgent("c01-r2", 3, 4.2)
        .Suspect("c01-r2", "agent-3 was lost after 4.2 s.")
        .SlowAgent("c02-r1", 2)
        .Suspect("c02-r1", "agent-2: The generator's busiest loop used 97 % of a processor (threshold 80 %).");

    // c01 misses the SLO and is throttled, c02 holds it with a suspect trial, c03 runs out of memory once, c04 is invalid throughout, c05 is not measured yet.
    internal static SweepBuilder Mixed() => SweepBuilder.Resources(5, repeats: 2)
        .Suspect("c02-r2", "The generator's busiest loop used 88 % of a processor (threshold 80 %).")
        .Fail("c03-r1", "Replica 2 exited with code 137 before it was ready.")
        .Change("c03-r1", trial => trial with { FailureKind = FailureKind.OutOfMemory })
        .Throttle("c01-r1", 0.42)
        .Throttle("c01-r2", 0.44)
        .OnNodes("c02-r1")
        .KillWorker("c02-r2", 4)
        .Invalidate("c04-r1", "The clock stepped by 2 s.")
        .Invalidate("c04-r2", "The schedule was missed: 12 % of arrivals were late (threshold 1 %).")
        .WithTimes("c02-r1")
        .WithTimes("c02-r2")
        .Drop("c05-r1")
        .Drop("c05-r2");
}
