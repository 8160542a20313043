using System.Text.Json.Nodes;
using LoadLab.Harness.Analysis;
using static LoadLab.Harness.Reporting.JsonParts;

namespace LoadLab.Harness.Reporting;

/// <summary>Ladders and comparisons in <c>results.json</c>.</summary>
internal static class LadderJson
{
    public static JsonArray Of(IReadOnlyList<Ladder> ladders) => new([.. ladders.Select(ladder => new JsonObject
    {
        ["axis"] = ladder.Axis,
        ["conditions"] = ladder.Conditions,
        ["rungs"] = List(ladder.Rungs, Rung),
        ["notes"] = Texts(ladder.Notes),
    })]);

    public static JsonObject? Of(Comparison? comparison) => comparison is null ? null : new JsonObject
    {
        ["axis"] = comparison.Axis,
        ["baseline"] = comparison.Baseline,
        ["rows"] = List(comparison.Rows, Row),
        ["notes"] = Texts(comparison.Notes),
    };

    private static JsonObject Rung(LadderRung rung) => new()
    {
        ["configuration"] = rung.Configuration.Id,
        ["name"] = rung.Name,
        ["changes"] = Texts(rung.Changes),
        ["gainOverBefore"] = Of(rung.OverBefore),
        ["gainOverFirst"] = Of(rung.OverFirst),
        ["costliestStage"] = rung.Costliest is not { } costliest ? null : new JsonObject
        {
            ["name"] = costliest.Name,
            ["seconds"] = costliest.Seconds,
            ["allSeconds"] = costliest.AllSeconds,
            ["share"] = costliest.Share,
        },
    };

    private static JsonObject Row(ComparisonRow row) => new()
    {
        ["configuration"] = row.Configuration.Id,
        ["name"] = row.Name,
        ["conditions"] = row.Conditions.Length > 0 ? row.Conditions : null,
        ["baseline"] = row.Baseline,
        ["throughput"] = Of(row.Throughput),
        ["p50"] = Of(row.P50),
        ["p95"] = Of(row.P95),
        ["efficiency"] = Of(row.Efficiency),
    };

    private static JsonObject? Of(Gain? gain) => gain is null ? null : new JsonObject
    {
        ["ratio"] = gain.Ratio.Value,
        ["lower95"] = gain.Ratio.Lower,
        ["upper95"] = gain.Ratio.Upper,
        ["pValue"] = gain.PValue,
        ["distinguishable"] = gain.IsHint ? null : gain.IsDistinct,
    };
}
