using System.Text.Json.Nodes;

namespace LoadLab.Harness.Reporting.Charts;

/// <summary>Panels under one another with a common time axis.</summary>
/// <param name="from">Seconds; start of the axis.</param>
/// <param name="to">Seconds; end of the axis.</param>
internal sealed class Panels(double from, double to)
{
    private const int PanelHeight = 108;

    private const int Gap = 34;

    private const int Top = 38;

    private const int Bottom = 48;

    private readonly JsonArray _grids = [];
    private readonly JsonArray _xAxes = [];
    private readonly JsonArray _yAxes = [];
    private readonly JsonArray _series = [];
    private readonly JsonArray _titles = [];
    private readonly List<string> _named = [];

    public int Count => _grids.Count;

    public int Height => Top + (Count * (PanelHeight + Gap)) - Gap + Bottom;

    /// <summary>Adds a panel; its series are lines over seconds.</summary>
    /// <param name="name">What the vertical axis shows, with its unit.</param>
    /// <param name="hasWarmUp">Shades the time before 0.</param>
    /// <param name="lines">At least one.</param>
    public void Add(string name, bool hasWarmUp, params IReadOnlyList<PanelLine> lines)
    {
        var index = Count;
        _grids.Add(new JsonObject
        {
            ["top"] = Top + (index * (PanelHeight + Gap)),
            ["height"] = PanelHeight,
            ["left"] = 64,
            ["right"] = 24,
        });
        _titles.Add(new JsonObject
        {
            ["text"] = name,
            ["left"] = 8,
            ["top"] = Top + (index * (PanelHeight + Gap)) - 22,
            ["textStyle"] = new JsonObject { ["fontSize"] = 11, ["fontWeight"] = "normal", ["color"] = Js.Color("text") },
        });
        _xAxes.Add(TimeAxis(index));
        _yAxes.Add(ValueAxis(index, ofCounts: lines.All(line => line.IsCount)));
        _named.AddRange(lines.Count > 1 ? lines.Select(line => line.Name).Except(_named) : []);
        for (var line = 0; line < lines.Count; line++)
        {
            _series.Add(Line(index, lines[line], shaded: hasWarmUp && line == 0));
        }
    }

    /// <summary>A dashed line over the whole time.</summary>
    public PanelLine Bound(string name, double value) =>
        new(name, Js.Array(Js.Array(Math.Floor(from), Js.Number(value)), Js.Array(Math.Ceiling(to), Js.Number(value))), "bad") { IsDashed = true };

    public JsonObject Option()
    {
        var last = (JsonObject)_xAxes[^1]!;
        last["name"] = "Seconds from the start of measuring";
        last["nameLocation"] = "middle";
        last["nameGap"] = 28;
        last["axisLabel"] = new JsonObject { ["show"] = true };
        return new JsonObject
        {
            ["grid"] = _grids,
            ["title"] = _titles,
            ["legend"] = new JsonObject { ["top"] = 0, ["right"] = 16, ["data"] = Js.Array(_named.Select(name => (JsonNode)name)) },
            ["tooltip"] = new JsonObject { ["trigger"] = "axis", ["confine"] = true, ["valueFormatter"] = Js.Function("number") },
            ["axisPointer"] = new JsonObject { ["link"] = Js.Array(new JsonObject { ["xAxisIndex"] = "all" }) },
            ["xAxis"] = _xAxes,
            ["yAxis"] = _yAxes,
            ["series"] = _series,
        };
    }

    private JsonObject TimeAxis(int index) => new()
    {
        ["type"] = "value",
        ["gridIndex"] = index,
        ["min"] = Math.Floor(from),
        ["max"] = Math.Ceiling(to),
        ["axisLabel"] = new JsonObject { ["show"] = false },
        ["splitLine"] = new JsonObject { ["show"] = false },
    };

    private static JsonObject ValueAxis(int index, bool ofCounts) => new()
    {
        ["type"] = "value",
        ["gridIndex"] = index,
        ["min"] = 0,
        ["splitNumber"] = 3,
        ["minInterval"] = ofCounts ? 1 : 0,
        ["axisLabel"] = new JsonObject { ["formatter"] = Js.Function("number") },
    };

    private JsonObject Line(int panel, PanelLine line, bool shaded)
    {
        var series = new JsonObject
        {
            ["type"] = "line",
            ["name"] = line.Name,
            ["xAxisIndex"] = panel,
            ["yAxisIndex"] = panel,
            ["showSymbol"] = line.Points.Count <= 2 && !line.IsDashed,
            ["symbolSize"] = 4,
            ["lineStyle"] = line.IsDashed ? new JsonObject { ["width"] = 1.2, ["type"] = "dashed" } : new JsonObject { ["width"] = 1.6 },
            ["data"] = line.Points,
        };
        if (line.IsCount)
        {
            series["step"] = "end";
        }

        if (line.Color is { } color)
        {
            series["color"] = Js.Color(color);
        }

        if (shaded)
        {
            series["markArea"] = WarmUp(named: panel == 0);
        }

        return series;
    }

    private JsonObject WarmUp(bool named) => new()
    {
        ["silent"] = true,
        ["itemStyle"] = new JsonObject { ["color"] = Js.Color("shade") },
        ["label"] = new JsonObject { ["show"] = named, ["position"] = "insideTop", ["fontSize"] = 10, ["color"] = Js.Color("muted") },
        ["data"] = new JsonArray(Js.Array(
            new JsonObject { ["xAxis"] = Math.Floor(from), ["name"] = "warm-up" },
            new JsonObject { ["xAxis"] = 0 })),
    };
}
