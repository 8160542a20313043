using System.Text.Json.Nodes;
using LoadLab.Harness.Reporting;
using LoadLab.Harness.Reporting.Charts;
using LoadLab.Harness.Reporting.Html;
using LoadLab.Harness.Results;
using LoadLab.Harness.Tests.Reporting;

namespace LoadLab.Harness.Tests.Analysis;

public sealed class StepAnalysisTests
{
    [Fact]
    public void Steps_OverRepeats_AreMeansOfTheTrialsFigures()
    {
        var steps = Sweep().Analyze().Configurations[0].Steps;

        Assert.Equal(["buy", "login"], steps.Select(step => step.Name));
        var buy = steps[0];
        // 100, 200 and 300 runs in ten seconds; 5, 10 and 15 ms; one in eleven, none, and none failed.
        Assert.Equal((20, 3), (buy.PerSecond!.Mean, buy.PerSecond.Count));
        Assert.Equal(10, buy.P50Ms!.Mean, precision: 9);
        Assert.Equal(10.0 / 110 / 3, buy.ErrorRate!.Mean, precision: 9);
        // The third trial never logged in.
        Assert.Equal(2, steps[1].P99Ms!.Count);
    }

    [Fact]
    public void Reports_WithSteps_ShowThemAndFollowTheSchema()
    {
        var data = Sweep().Data();

        var page = Page.Of(data, ChartSet.OfConfigurations(data));
        Assert.Contains("Steps of the scenario", page);
        Assert.Contains("<td>login</td>", page);
        Assert.Contains("| c01 · replicas=1 cpus=1 | buy | 20 ", MarkdownReport.Of(data, ChartSet.OfConfigurations(data), missingFigures: null));
        var steps = JsonNode.Parse(ResultsJson.Of(data))!["configurations"]![0]!["steps"]!.AsArray();
        Assert.Equal(["buy", "login"], steps.Select(step => (string?)step!["name"]));
        var schema = new JsonSchema(JsonNode.Parse(File.ReadAllText(Path.Combine(Profiles.Repository.Root, "docs", "results.schema.json")))!.AsObject());
        Assert.Empty(schema.Validate(JsonNode.Parse(ResultsJson.Of(data))));
    }

    private static SweepBuilder Sweep()
    {
        var builder = new SweepBuilder().Add(1, 1, null, 100);
        for (var repeat = 1; repeat <= 3; repeat++)
        {
            var number = repeat;
            builder.Change($"c01-r{repeat}", trial => trial with { Load = trial.Load! with { Scenario = Scenario(number) } });
        }

        return builder;
    }

    private static ScenarioSummary Scenario(int repeat)
    {
        var buy = Step("buy", 100 * repeat, 5 * repeat, failed: repeat == 1 ? 10 : 0);
        return new ScenarioSummary { Name = "shop", Steps = repeat == 3 ? [buy] : [buy, Step("login", 50, 1, failed: 0)], Statuses = [] };
    }

    private static StepSummary Step(string name, long count, double ms, long failed) => new()
    {
        Name = name,
        Duration = new LatencySummary { Count = count, P50Ms = ms, P95Ms = ms, P99Ms = ms },
        Failed = failed,
        Bytes = 0,
        Statuses = [],
    };
}
