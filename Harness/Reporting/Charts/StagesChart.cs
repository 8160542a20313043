using System.Text.Json.Nodes;
using LoadLab.Harness.Analysis;

namespace LoadLab.Harness.Reporting.Charts;

/// <summary>Where the time goes inside the target, by its own account.</summary>
internal static class StagesChart
{
    private const string Title = "Time per stage inside the target";

    public static ChartOutcome Of(CategoryRows rows)
    {
        var stages = rows.Measured.SelectMany(one => one.StageSeconds).GroupBy(stage => stage.Key)
            .OrderByDescending(stage => stage.Sum(it => it.Value)).Select(stage => stage.Key).ToList();
        if (stages.Count == 0)
        {
            return new Omitted(Title, "the target reports no times per stage.");
        }

        return new Chart
        {
            Name = "stages",
            Title = Title,
            Caption = $"Mean time per request in each stage of the target, from its own metrics, over the repeats.{rows.LabelNote}",
            Height = rows.Height(above: 34, below: 48),
            Option = new JsonObject
            {
                ["grid"] = Js.Grid(32),
                ["legend"] = Js.Legend(),
                ["tooltip"] = Js.ItemTooltip(),
                ["xAxis"] = Js.ValueAxis("ms per request"),
                ["yAxis"] = rows.Axis(),
                ["series"] = Js.Array(stages.Select(stage => Series(rows, stage))),
            },
        };
    }

    private static JsonObject Series(CategoryRows rows, string stage) => new()
    {
        ["type"] = "bar",
        ["stack"] = "stages",
        ["name"] = stage,
        ["barWidth"] = "64%",
        ["data"] = Js.Array(rows.Measured.Select(one => Bar(one, stage))),
    };

    private static JsonObject Bar(ConfigurationAnalysis one, string stage)
    {
        var seconds = one.StageSeconds.FirstOrDefault(it => it.Key == stage).Value;
        var all = one.StageSeconds.Sum(it => it.Value);
        return new JsonObject
        {
            ["value"] = Js.Number(seconds * 1000),
            ["tip"] = $"{CategoryRows.Heading(one)}\n{stage}: {Quantity.Milliseconds(seconds * 1000)}{(all > 0 ? $", {Quantity.WholePercent(seconds / all)}" : "")}",
        };
    }
}
