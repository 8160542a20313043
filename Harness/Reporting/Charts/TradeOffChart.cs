using System.Text.Json.Nodes;
using LoadLab.Harness.Analysis;

namespace LoadLab.Harness.Reporting.Charts;

/// <summary>Throughput against p99, with the configurations that no other beats in both joined by a line.</summary>
internal static class TradeOffChart
{
    private const string Title = "Throughput against latency";

    private const double LogarithmicFrom = 20;

    public static ChartOutcome Of(ReportData data)
    {
        var points = data.Analysis.Configurations.Where(one => one is { Throughput: not null, P99Ms: not null }).ToList();
        if (points.Count < 3)
        {
            return new Omitted(Title, "it takes three measured configurations to show a trade-off.");
        }

        var front = ParetoFront.Of(points, one => one.Throughput!.Mean, one => one.P99Ms!.Mean);
        var latencies = points.Select(one => one.P99Ms!.Mean).Where(ms => ms > 0).ToList();
        var logarithmic = latencies.Count > 0 && latencies.Max() / latencies.Min() > LogarithmicFrom;
        return new Chart
        {
            Name = "trade-off",
            Title = Title,
            Caption = "Mean throughput against mean p99 response time, one point for each configuration; right and low is good. "
                + $"{FrontSentence(front)}{(logarithmic ? " The vertical axis is logarithmic." : "")}",
            Height = 340,
            Option = new JsonObject
            {
                ["grid"] = Js.Grid(16),
                ["tooltip"] = Js.ItemTooltip(),
                ["xAxis"] = Scaled(Js.ValueAxis("Successful requests per second")),
                ["yAxis"] = Latency(logarithmic),
                ["series"] = Js.Array(Front(front), Points(points, front)),
            },
        };
    }

    private static string FrontSentence(IReadOnlyList<ConfigurationAnalysis> front) => front.Count == 1
        ? $"{front[0].Id} is ahead of all others in both."
        : $"The line joins the {front.Count} that no other beats in both.";

    private static JsonObject Scaled(JsonObject axis)
    {
        axis["scale"] = true;
        axis["splitLine"] = new JsonObject { ["show"] = true };
        return axis;
    }

    private static JsonObject Latency(bool logarithmic)
    {
        var axis = Js.ValueAxis("p99 response time in ms", logarithmic);
        axis["nameGap"] = 46;
        return axis;
    }

    private static JsonObject Front(IReadOnlyList<ConfigurationAnalysis> front) => new()
    {
        ["type"] = "line",
        ["silent"] = true,
        ["symbol"] = "none",
        ["lineStyle"] = new JsonObject { ["color"] = Js.Color("accent"), ["width"] = 1.4, ["type"] = "dashed" },
        ["data"] = Js.Array(front.Select(Position)),
    };

    private static JsonObject Points(List<ConfigurationAnalysis> points, IReadOnlyList<ConfigurationAnalysis> front) => new()
    {
        ["type"] = "scatter",
        ["symbolSize"] = 9,
        ["label"] = new JsonObject { ["show"] = true, ["position"] = "top", ["formatter"] = "{b}", ["fontSize"] = 10, ["color"] = Js.Color("text"), ["minMargin"] = 6 },
        ["labelLayout"] = new JsonObject { ["hideOverlap"] = true },
        ["data"] = Js.Array(points.Select(one => (JsonNode)new JsonObject
        {
            ["name"] = one.Id,
            ["value"] = Position(one),
            ["itemStyle"] = new JsonObject { ["color"] = Js.Color(front.Contains(one) ? "accent" : "main") },
            ["tip"] = $"{CategoryRows.Heading(one)}\n{Quantity.Rate(one.Throughput!)}\np99 {Quantity.Milliseconds(one.P99Ms!)}",
        })),
    };

    private static JsonArray Position(ConfigurationAnalysis one) =>
        Js.Array(Js.Number(one.Throughput!.Mean), Js.Number(one.P99Ms!.Mean));
}
