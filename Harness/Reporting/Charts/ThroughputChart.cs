using System.Text.Json.Nodes;
using LoadLab.Harness.Analysis;

namespace LoadLab.Harness.Reporting.Charts;

/// <summary>Successful requests per second of each configuration: mean, interval, and every trial as a dot.</summary>
internal static class ThroughputChart
{
    private const string Title = "Throughput by configuration";

    public static ChartOutcome Of(ReportData data, CategoryRows rows)
    {
        if (rows.Measured.Count == 0)
        {
            return new Omitted(Title, "no trial gave a result that may be believed.");
        }

        return new Chart
        {
            Name = "throughput",
            Title = Title,
            Caption = Caption(data, rows),
            Height = rows.Height(above: 12, below: 48),
            Option = new JsonObject
            {
                ["grid"] = Js.Grid(8),
                ["tooltip"] = Js.ItemTooltip(),
                ["xAxis"] = Js.ValueAxis("Successful requests per second"),
                ["yAxis"] = rows.Axis(),
                ["series"] = Js.Array(Bars(rows), Trials(rows), Intervals(rows)),
            },
        };
    }

    private static string Caption(ReportData data, CategoryRows rows) =>
        $"Successful requests per second by configuration: mean over {Repeats(data)}; {Whiskers(rows)}; each dot is one trial.{Star(rows)}{rows.LabelNote}";

    internal static string Repeats(ReportData data) => Quantity.Count(data.Sweep.Profile.Trials.Repeats, "repeat");

    internal static string Whiskers(CategoryRows rows) => rows.Measured.Any(one => one.Throughput?.HalfWidth is not null)
        ? "whiskers are 95 % Student-t intervals of the mean"
        : "without repeats there are no intervals";

    internal static string Star(CategoryRows rows) => rows.Recommended.Count > 0 ? " ★ marks what is recommended." : "";

    private static JsonObject Bars(CategoryRows rows) => new()
    {
        ["type"] = "bar",
        ["barWidth"] = "64%",
        ["itemStyle"] = new JsonObject { ["color"] = Js.Color("main"), ["opacity"] = 0.5 },
        ["data"] = Js.Array(rows.Measured.Select(one => Bar(one, rows))),
    };

    private static JsonObject Bar(ConfigurationAnalysis one, CategoryRows rows)
    {
        var bar = new JsonObject { ["value"] = Js.Number(one.Throughput!.Mean), ["tip"] = Tip(one) };
        if (rows.Recommended.Contains(one.Id))
        {
            bar["itemStyle"] = new JsonObject { ["color"] = Js.Color("main"), ["opacity"] = 0.85 };
        }

        return bar;
    }

    private static JsonObject Trials(CategoryRows rows) => new()
    {
        ["type"] = "scatter",
        ["symbolSize"] = 5,
        ["z"] = 4,
        ["itemStyle"] = new JsonObject { ["color"] = Js.Color("surface"), ["borderColor"] = Js.Color("text"), ["borderWidth"] = 1 },
        ["data"] = Js.Array(rows.Measured.SelectMany((one, row) => one.Used.Select(trial => (JsonNode)new JsonObject
        {
            ["value"] = Js.Array(Js.Number(trial.Load!.RequestsPerSecond), row),
            ["tip"] = $"{trial.Id}: {Quantity.Rate(trial.Load.RequestsPerSecond)}",
        }))),
    };

    private static JsonObject Intervals(CategoryRows rows) => new()
    {
        ["type"] = "custom",
        ["renderItem"] = Js.Function("interval", ("marker", false)),
        ["encode"] = new JsonObject { ["x"] = Js.Array(0, 2, 3), ["y"] = 1 },
        ["z"] = 5,
        ["silent"] = true,
        ["data"] = Js.Array(rows.Measured.Select((one, row) => Js.Interval(one.Throughput!, row, ""))),
    };

    private static string Tip(ConfigurationAnalysis one) =>
        $"{CategoryRows.Heading(one)}\n{Quantity.Rate(one.Throughput!)} ({Quantity.Count(one.Throughput!.Count, "trial")})";
}
