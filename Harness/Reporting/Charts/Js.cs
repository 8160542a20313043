using System.Text.Json.Nodes;
using LoadLab.Harness.Analysis;

namespace LoadLab.Harness.Reporting.Charts;

/// <summary>The small pieces that ECharts options are made of.</summary>
internal static class Js
{
    /// <summary>A function of assets/web/charts.js by its name.</summary>
    public static JsonObject Function(string name, params (string Key, JsonNode? Value)[] arguments)
    {
        var function = new JsonObject { ["$fn"] = name };
        foreach (var (key, value) in arguments)
        {
            function[key] = value;
        }

        return function;
    }

    /// <summary>A colour of the theme by its name.</summary>
    public static JsonObject Color(string name) => new() { ["$color"] = name };

    public static JsonArray Array(params JsonNode?[] items) => new(items);

    public static JsonArray Array(IEnumerable<JsonNode?> items) => new([.. items]);

    /// <summary>Rounded to what a screen can show, so that pages stay small; null where there is no finite value.</summary>
    public static JsonNode? Number(double? value) =>
        value is { } number && double.IsFinite(number) ? JsonValue.Create(Round(number)) : null;

    /// <summary>A value axis named with its unit.</summary>
    public static JsonObject ValueAxis(string name, bool logarithmic = false) => new()
    {
        ["type"] = logarithmic ? "log" : "value",
        ["name"] = name,
        ["nameLocation"] = "middle",
        ["nameGap"] = 28,
        ["axisLabel"] = new JsonObject { ["formatter"] = Function("number"), ["hideOverlap"] = true },
    };

    /// <summary>A panel that keeps its labels and names inside the figure.</summary>
    public static JsonObject Grid(int top) => new()
    {
        ["top"] = top,
        ["bottom"] = 10,
        ["left"] = 8,
        ["right"] = 24,
        ["outerBoundsMode"] = "same",
        ["outerBoundsContain"] = "all",
    };

    public static JsonObject ItemTooltip() => new() { ["trigger"] = "item", ["confine"] = true, ["formatter"] = Function("tip") };

    public static JsonObject Legend() => new() { ["top"] = 0, ["left"] = "center" };

    /// <summary>One estimate on a category row: value, row, ends of its interval, and its text.</summary>
    public static JsonObject Interval(Estimate estimate, int row, string tip) => new()
    {
        ["value"] = Array(Number(estimate.Mean), row, Number(estimate.Lower), Number(estimate.Upper)),
        ["tip"] = tip,
    };

    private static double Round(double value)
    {
        if (value == 0)
        {
            return 0;
        }

        var decimals = 5 - (int)Math.Floor(Math.Log10(Math.Abs(value)));
        return Math.Round(value, Math.Clamp(decimals, 0, 12));
    }
}
