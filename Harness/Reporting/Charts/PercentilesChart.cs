using System.Text.Json.Nodes;
using LoadLab.Harness.Analysis;

namespace LoadLab.Harness.Reporting.Charts;

/// <summary>Response time over the percentile, on the scale 1/(1 − p) that gives each nine the same room.</summary>
internal static class PercentilesChart
{
    private const string Title = "Latency percentiles";

    /// <summary>As many lines as can be told apart by colour and dash.</summary>
    private const int MostDistinct = 8;

    private const double LogarithmicFrom = 20;

    private static readonly string[] Dashes = ["solid", "dashed", "dotted"];

    public static ChartOutcome Of(ReportData data)
    {
        var curves = data.Analysis.Configurations.Where(one => one.Percentiles.Count > 1).ToList();
        if (curves.Count == 0)
        {
            return new Omitted(Title, $"no configuration has the {PercentileCurve.FewestBeyond * 3} or so successful requests that a curve needs.");
        }

        var distinct = Distinct(data.Analysis, curves);
        var points = curves.SelectMany(one => one.Percentiles).Select(point => point.Milliseconds).Where(ms => ms > 0).ToList();
        var logarithmic = points.Count > 0 && points.Max() / points.Min() > LogarithmicFrom;
        return new Chart
        {
            Name = "percentiles",
            Title = Title,
            Caption = Caption(curves.Count, distinct, logarithmic),
            Height = 340,
            Option = new JsonObject
            {
                ["grid"] = Js.Grid(36),
                ["legend"] = LegendOf(curves, distinct),
                ["tooltip"] = new JsonObject { ["trigger"] = "item", ["confine"] = true, ["formatter"] = Js.Function("tip") },
                ["xAxis"] = PercentileAxis(),
                ["yAxis"] = LatencyAxis(logarithmic),
                ["series"] = Js.Array(curves.Where(one => !distinct.Contains(one)).Select(Quiet).Concat(
                    distinct.Select((one, index) => Line(one, index)))),
            },
        };
    }

    // Recommended and tied ones first, then the quickest and the slowest of the rest: a grey bundle in between needs no names.
    private static List<ConfigurationAnalysis> Distinct(SweepAnalysis analysis, List<ConfigurationAnalysis> curves)
    {
        if (curves.Count <= MostDistinct)
        {
            return curves;
        }

        var named = analysis.Recommendations.SelectMany(it => it.TiedWith.Prepend(it.ConfigurationId)).Take(4).ToHashSet();
        var rest = curves.Where(one => !named.Contains(one.Id)).OrderBy(one => one.P99Ms?.Mean).ToList();
        var half = (MostDistinct - named.Count) / 2;
        var ends = rest.Take(half).Concat(rest.TakeLast(half)).ToHashSet();
        return [.. curves.Where(one => named.Contains(one.Id) || ends.Contains(one))];
    }

    private static string Caption(int all, List<ConfigurationAnalysis> distinct, bool logarithmic) =>
        "Response time by percentile, all repeats of a configuration together (histograms merged exactly). The horizontal axis gives every further nine the same room."
        + (logarithmic ? " The vertical axis is logarithmic." : "")
        + $" A curve ends where fewer than {PercentileCurve.FewestBeyond} requests lie beyond."
        + (all > distinct.Count ? $" Coloured: the recommended, the quickest and the slowest by p99; the other {all - distinct.Count} are grey." : "");

    private static JsonObject LegendOf(List<ConfigurationAnalysis> curves, List<ConfigurationAnalysis> distinct)
    {
        var legend = Js.Legend();
        legend["data"] = Js.Array(distinct.Select(one => (JsonNode)one.Id));
        legend["itemWidth"] = 26;
        legend["show"] = curves.Count > 1;
        return legend;
    }

    private static JsonObject PercentileAxis()
    {
        var axis = Js.ValueAxis("Percentile of requests");
        axis["min"] = Js.Number(Position(50));
        axis["max"] = 4;
        var marks = Js.Array(Js.Number(Position(50)), 1, 2, 3, 4);
        axis["axisLabel"] = new JsonObject { ["formatter"] = Js.Function("percentile"), ["customValues"] = marks };
        axis["axisTick"] = new JsonObject { ["customValues"] = marks.DeepClone() };
        axis["splitLine"] = new JsonObject { ["show"] = true };
        axis["interval"] = 1;
        return axis;
    }

    private static JsonObject LatencyAxis(bool logarithmic)
    {
        var axis = Js.ValueAxis("Response time in ms", logarithmic);
        axis["nameGap"] = 46;
        return axis;
    }

    private static JsonObject Line(ConfigurationAnalysis one, int index)
    {
        var line = Curve(one);
        line["lineStyle"] = new JsonObject { ["width"] = 2, ["type"] = Dashes[index % Dashes.Length] };
        line["z"] = 3;
        return line;
    }

    private static JsonObject Quiet(ConfigurationAnalysis one)
    {
        var line = Curve(one);
        line["lineStyle"] = new JsonObject { ["width"] = 1, ["color"] = Js.Color("quiet") };
        line["itemStyle"] = new JsonObject { ["color"] = Js.Color("quiet") };
        return line;
    }

    private static JsonObject Curve(ConfigurationAnalysis one) => new()
    {
        ["type"] = "line",
        ["name"] = one.Id,
        ["symbol"] = "circle",
        ["symbolSize"] = 3,
        ["showSymbol"] = true,
        ["data"] = Js.Array(one.Percentiles.Select(point => (JsonNode)new JsonObject
        {
            ["value"] = Js.Array(Js.Number(Position(point.Percentile)), Js.Number(point.Milliseconds)),
            ["tip"] = $"{CategoryRows.Heading(one)}\np{point.Percentile:0.####}: {Quantity.Milliseconds(point.Milliseconds)}",
        })),
    };

    /// <summary>The number of nines: log10 of 1/(1 − p).</summary>
    private static double Position(double percentile) => -Math.Log10(1 - (percentile / 100));
}
