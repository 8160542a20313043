using System.Text.Json.Nodes;
using LoadLab.Harness.Analysis;

namespace LoadLab.Harness.Reporting.Charts;

/// <summary>Throughput change by change on a logarithmic axis, where equal steps are equal ratios.</summary>
internal static class LadderChart
{
    private const string Title = "Throughput, change by change";

    /// <summary>Room for a point's whisker, and for its label above that.</summary>
    private const int RowHeight = 42;

    /// <summary>None where the profile names no ladder.</summary>
    public static IEnumerable<ChartOutcome> Of(SweepAnalysis analysis)
    {
        if (analysis.Ladders.Count > 0)
        {
            yield return Of(analysis.Ladders);
        }
    }

    private static ChartOutcome Of(IReadOnlyList<Ladder> ladders)
    {
        var rows = ladders.SelectMany(ladder => ladder.Rungs.Where(IsShown).Select(rung => (Ladder: ladder, Rung: rung))).ToList();
        if (rows.Count == 0)
        {
            return new Omitted(Title, "nothing was measured.");
        }

        var rates = rows.Select(row => row.Rung.Configuration.Throughput!.Mean).ToList();
        var (low, high) = (Decade(Math.Floor, rates.Min()), Math.Max(Decade(Math.Ceiling, rates.Max()), Decade(Math.Floor, rates.Min()) * 10));
        return new Chart
        {
            Name = "ladder",
            Title = Title,
            Caption = "Mean successful requests per second, on a logarithmic axis: equal distances are equal ratios. Whiskers are 95 % Student-t intervals "
                + $"of the mean{(rows.Exists(row => row.Rung.Configuration.Throughput!.HalfWidth is null) ? ", which a single trial has none of" : "")}. The factor is the gain over the one before, where the two can be told apart.",
            Height = 34 + 48 + (rows.Count * RowHeight) + 12,
            Option = new JsonObject
            {
                ["grid"] = Js.Grid(ladders.Count > 1 ? 32 : 8),
                ["legend"] = ladders.Count > 1 ? Js.Legend() : null,
                ["tooltip"] = Js.ItemTooltip(),
                ["xAxis"] = Axis(low, high),
                ["yAxis"] = Names(rows),
                ["series"] = Js.Array(ladders.SelectMany(ladder => Series(rows, ladder))),
            },
        };
    }

    private static bool IsShown(LadderRung rung) => rung.Configuration.Throughput is { Mean: > 0 };

    private static double Decade(Func<double, double> round, double rate) => Math.Pow(10, round(Math.Log10(rate)));

    private static JsonObject Axis(double low, double high)
    {
        var axis = Js.ValueAxis("Successful requests per second, logarithmic", logarithmic: true);
        (axis["min"], axis["max"]) = (Js.Number(low), Js.Number(high));
        return axis;
    }

    private static JsonObject Names(List<(Ladder Ladder, LadderRung Rung)> rows) => new()
    {
        ["type"] = "category",
        ["inverse"] = true,
        ["data"] = Js.Array(rows.Select(row => (JsonNode)$"{row.Rung.Configuration.Id} · {row.Rung.Name}")),
        ["axisTick"] = new JsonObject { ["show"] = false },
        ["axisLabel"] = new JsonObject { ["interval"] = 0, ["formatter"] = Js.Function("category") },
        ["splitLine"] = new JsonObject { ["show"] = true },
    };

    private static IEnumerable<JsonNode?> Series(List<(Ladder Ladder, LadderRung Rung)> rows, Ladder ladder)
    {
        var own = rows.Select((row, index) => (row.Ladder, row.Rung, Index: index)).Where(row => row.Ladder == ladder).Select(row => (row.Rung, row.Index)).ToList();
        var name = ladder.Conditions ?? "all";
        yield return new JsonObject
        {
            ["type"] = "line",
            ["name"] = name,
            ["symbol"] = "circle",
            ["symbolSize"] = 8,
            ["lineStyle"] = new JsonObject { ["width"] = 1.2, ["type"] = "dashed" },
            ["label"] = new JsonObject
            {
                ["show"] = true,
                ["formatter"] = "{b}",
                ["fontSize"] = 10.5,
                ["color"] = Js.Color("text"),
                ["position"] = "top",
                ["distance"] = 5,
                // The line would run through the figures.
                ["backgroundColor"] = Js.Color("surface"),
                ["padding"] = Js.Array(1, 3, 1, 3),
            },
            ["data"] = Js.Array(own.Select(row => (JsonNode)Point(row.Rung, row.Index))),
        };
        yield return new JsonObject
        {
            ["type"] = "custom",
            ["name"] = name,
            ["renderItem"] = Js.Function("interval", ("marker", false)),
            ["encode"] = new JsonObject { ["x"] = Js.Array(0, 2, 3), ["y"] = 1 },
            ["z"] = 5,
            ["silent"] = true,
            ["data"] = Js.Array(own.Select(row => (JsonNode)Js.Interval(row.Rung.Configuration.Throughput!, row.Index, ""))),
        };
    }

    private static JsonObject Point(LadderRung rung, int row)
    {
        var rate = rung.Configuration.Throughput!;
        return new JsonObject
        {
            ["name"] = Quantity.Number(rate.Mean) + (rung.OverBefore is { IsDistinct: true } gain ? $" ({gain.Factor})" : ""),
            ["value"] = Js.Array(Js.Number(rate.Mean), row),
            ["tip"] = $"{rung.Name}\n{Quantity.Rate(rate)} ({Quantity.Count(rate.Count, "trial")})"
                + (rung.OverBefore is { } before ? $"\nover the one before: {before.Text}" : "")
                + (rung.Costliest is { } costliest ? $"\n{costliest.Text}" : ""),
        };
    }
}
