using System.Text.Json.Nodes;
using LoadLab.Harness.Analysis;
using LoadLab.Harness.Results;

namespace LoadLab.Harness.Reporting.Charts;

/// <summary>One resource of the replicas by configuration, against its limit.</summary>
/// <param name="Name">File name of the figure.</param>
/// <param name="Title">Title of the chart.</param>
/// <param name="Axis">Name of the axis with its unit.</param>
/// <param name="Unit">The unit alone.</param>
/// <param name="Figure">What the bars show, for the caption.</param>
/// <param name="Read">The figure of one replica in the axis' unit.</param>
/// <param name="Limit">The limit of one replica in the same unit; null where there is none.</param>
internal sealed record ReplicaBars(
    string Name,
    string Title,
    string Axis,
    string Unit,
    string Figure,
    Func<ReplicaUsage, double?> Read,
    Func<EnforcedLimits, double?> Limit)
{
    public ChartOutcome Of(CategoryRows rows)
    {
        var spreads = rows.Measured.Select(one => (One: one, Spread: Spread.Of(Values(one)))).ToList();
        if (spreads.TrueForAll(it => it.Spread is null))
        {
            return new Omitted(Title, "the target's resources were not observed.");
        }

        var limits = rows.Measured.Select(LimitOf).ToList();
        return new Chart
        {
            Name = Name,
            Title = Title,
            Caption = $"{Figure} of one replica by configuration: mean over replicas and repeats; whiskers reach from the lowest to the highest replica"
                + $"{(limits.Exists(limit => limit is not null) ? "; the upright line is the limit in force" : "; no limit was in force")}.{rows.LabelNote}",
            Height = rows.Height(above: 12, below: 48),
            Option = new JsonObject
            {
                ["grid"] = Js.Grid(8),
                ["tooltip"] = Js.ItemTooltip(),
                ["xAxis"] = Js.ValueAxis(Axis),
                ["yAxis"] = rows.Axis(),
                ["series"] = Js.Array(Bars(spreads), Whiskers(spreads), Limits(limits)),
            },
        };
    }

    private IEnumerable<double> Values(ConfigurationAnalysis one) =>
        one.Used.SelectMany(trial => trial.Replicas).Select(Read).OfType<double>();

    private double? LimitOf(ConfigurationAnalysis one) =>
        one.Used.Select(trial => trial.Limits).OfType<EnforcedLimits>().Select(Limit).FirstOrDefault(limit => limit is not null);

    private JsonObject Bars(List<(ConfigurationAnalysis One, Spread? Spread)> spreads) => new()
    {
        ["type"] = "bar",
        ["barWidth"] = "64%",
        ["itemStyle"] = new JsonObject { ["color"] = Js.Color("main"), ["opacity"] = 0.5 },
        ["data"] = Js.Array(spreads.Select(it => (JsonNode?)new JsonObject
        {
            ["value"] = Js.Number(it.Spread?.Mean),
            ["tip"] = it.Spread is { } spread
                ? $"{CategoryRows.Heading(it.One)}\n{Quantity.Number(spread.Mean)} {Unit} ({Quantity.Number(spread.Lowest)} to {Quantity.Number(spread.Highest)})"
                    + (LimitOf(it.One) is { } limit ? $"\nlimit {Quantity.Exact(limit)} {Unit}" : "")
                : "",
        })),
    };

    private static JsonObject Whiskers(List<(ConfigurationAnalysis One, Spread? Spread)> spreads) => new()
    {
        ["type"] = "custom",
        ["renderItem"] = Js.Function("interval", ("marker", false)),
        ["encode"] = new JsonObject { ["x"] = Js.Array(0, 2, 3), ["y"] = 1 },
        ["z"] = 5,
        ["silent"] = true,
        ["data"] = Js.Array(spreads.Select((it, row) => (JsonNode?)Js.Array(
            Js.Number(it.Spread?.Mean), row, Js.Number(it.Spread?.Lowest), Js.Number(it.Spread?.Highest)))),
    };

    private static JsonObject Limits(List<double?> limits) => new()
    {
        ["type"] = "custom",
        ["renderItem"] = Js.Function("limit"),
        ["encode"] = new JsonObject { ["x"] = 0, ["y"] = 1 },
        ["z"] = 6,
        ["silent"] = true,
        ["data"] = Js.Array(limits.Select((limit, row) => (Limit: limit, Row: row)).Where(it => it.Limit is not null)
            .Select(it => (JsonNode?)Js.Array(Js.Number(it.Limit), it.Row))),
    };
}
