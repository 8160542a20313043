using System.Text.Json.Nodes;
using LoadLab.Harness.Analysis;

namespace LoadLab.Harness.Reporting.Charts;

/// <summary>p50, p95 and p99 of each configuration with their intervals.</summary>
internal static class LatencyChart
{
    private const string Title = "Latency by configuration";

    /// <summary>Beyond this ratio of largest to smallest, a linear axis would press the small ones together.</summary>
    private const double LogarithmicFrom = 20;

    private static readonly (string Name, double Shift, Func<ConfigurationAnalysis, Estimate?> Read)[] Percentiles =
    [
        ("p50", -0.24, one => one.P50Ms),
        ("p95", 0, one => one.P95Ms),
        ("p99", 0.24, one => one.P99Ms),
    ];

    public static ChartOutcome Of(ReportData data, CategoryRows rows)
    {
        var means = rows.Measured.SelectMany(one => Percentiles.Select(it => it.Read(one)?.Mean)).OfType<double>().Where(mean => mean > 0).ToList();
        if (means.Count == 0)
        {
            return new Omitted(Title, "no request succeeded, so there is no latency.");
        }

        var logarithmic = means.Max() / means.Min() > LogarithmicFrom;
        return new Chart
        {
            Name = "latency",
            Title = Title,
            Caption = $"Response time (from the intended send) by configuration: mean over {ThroughputChart.Repeats(data)} of each trial's p50, p95 and p99; "
                + $"{ThroughputChart.Whiskers(rows)}.{(logarithmic ? " The axis is logarithmic." : "")}{Slo(data)}{ThroughputChart.Star(rows)}{rows.LabelNote}",
            Height = rows.Height(above: 34, below: 48),
            Option = new JsonObject
            {
                ["grid"] = Js.Grid(32),
                ["legend"] = Js.Legend(),
                ["tooltip"] = Js.ItemTooltip(),
                ["xAxis"] = Axis(logarithmic, means.Min()),
                ["yAxis"] = Banded(rows),
                ["series"] = Js.Array(Percentiles.Select(it => Series(rows, it, BoundOf(data, it.Name)))),
            },
        };
    }

    private static JsonObject Axis(bool logarithmic, double smallest)
    {
        var axis = Js.ValueAxis(logarithmic ? "Response time in ms, logarithmic" : "Response time in ms", logarithmic);
        if (logarithmic)
        {
            // The means set the range: an interval that reaches down to 0 has no place on this axis and runs to its edge.
            axis["min"] = Js.Number(Math.Pow(10, Math.Floor(Math.Log10(smallest))));
        }

        return axis;
    }

    private static JsonObject Banded(CategoryRows rows)
    {
        var axis = rows.Axis();
        axis["splitLine"] = new JsonObject { ["show"] = true };
        return axis;
    }

    private static JsonObject Series(
        CategoryRows rows,
        (string Name, double Shift, Func<ConfigurationAnalysis, Estimate?> Read) percentile,
        double? bound)
    {
        var series = new JsonObject
        {
            ["type"] = "custom",
            ["name"] = percentile.Name,
            ["renderItem"] = Js.Function("interval", ("shift", percentile.Shift)),
            ["encode"] = new JsonObject { ["x"] = Js.Array(0, 2, 3), ["y"] = 1 },
            ["data"] = Js.Array(rows.Measured
                .Select((one, row) => (One: one, Row: row, Estimate: percentile.Read(one)))
                .Where(it => it.Estimate is not null)
                .Select(it => Js.Interval(it.Estimate!, it.Row,
                    $"{CategoryRows.Heading(it.One)}\n{percentile.Name} {Quantity.Milliseconds(it.Estimate!)} ({Quantity.Count(it.Estimate!.Count, "trial")})"))),
        };
        if (bound is { } limit)
        {
            series["markLine"] = BoundLine(limit);
        }

        return series;
    }

    private static JsonObject BoundLine(double limit) => new()
    {
        ["symbol"] = "none",
        ["silent"] = true,
        ["lineStyle"] = new JsonObject { ["color"] = Js.Color("bad"), ["type"] = "dashed", ["width"] = 1.4 },
        ["label"] = new JsonObject { ["show"] = false },
        ["data"] = Js.Array(new JsonObject { ["xAxis"] = Js.Number(limit) }),
    };

    private static double? BoundOf(ReportData data, string name) =>
        SloBound.Of(data.Sweep.Profile.Slo).FirstOrDefault(bound => bound.Name == name)?.Limit;

    private static string Slo(ReportData data)
    {
        var shown = SloBound.Of(data.Sweep.Profile.Slo).Where(bound => Percentiles.Any(it => it.Name == bound.Name)).Select(bound => bound.Phrase).ToList();
        return shown.Count > 0 ? $" Dashed: the SLO, {string.Join(" and ", shown)}, where it lies within the panel." : "";
    }
}
