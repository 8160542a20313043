using System.Text.Json.Nodes;
using LoadLab.Benchmarks.Reporting;

namespace LoadLab.Benchmarks.Users;

/// <summary>Users, memory and CPU time over the run, one panel each on a common axis of time.</summary>
internal sealed class UsersFigure(Repository repository, UsersPlan plan, IReadOnlyList<UserSecond> all)
{
    private const string Name = "users";
    private const int Width = 900;
    private const int Height = 620;
    private const int PanelHeight = 140;
    private const int PanelTop = 40;
    private const int PanelStep = 195;
    private const double MiB = 1 << 20;

    /// <summary>Without the last second, at whose end everybody has gone home.</summary>
    private readonly IReadOnlyList<UserSecond> _seconds = [.. all.Where(second => second.At < plan.Seconds - 0.5)];

    /// <exception cref="BenchmarkException">It cannot be drawn; says why.</exception>
    public Task DrawAsync(string folder, CancellationToken cancellationToken) =>
        new FigureDrawing(repository).DrawAsync(folder, Name, Width, Height, Option(), cancellationToken);

    private JsonObject Option()
    {
        (string Title, string Color, Func<UserSecond, double> Value)[] panels =
        [
            ("Users alive", "main", second => second.Users),
            ("Resident memory of the load generator in MiB", "accent", second => Math.Round(second.ResidentBytes / MiB, 2)),
            ("CPU time of the load generator in % of one processor", "main", second => Math.Round(100 * second.CpuShare, 2)),
        ];
        return new JsonObject
        {
            ["title"] = new JsonArray([.. panels.Select((panel, i) => Title(panel.Title, i))]),
            ["grid"] = new JsonArray([.. panels.Select((_, i) => Grid(i))]),
            ["xAxis"] = new JsonArray([.. panels.Select((_, i) => TimeAxis(i, isLast: i == panels.Length - 1))]),
            ["yAxis"] = new JsonArray([.. panels.Select((_, i) => new JsonObject { ["type"] = "value", ["gridIndex"] = i, ["min"] = 0, ["splitNumber"] = 4 })]),
            ["series"] = new JsonArray([.. panels.Select((panel, i) => Series(panel.Color, panel.Value, i))]),
        };
    }

    private static JsonObject Title(string text, int index) => new()
    {
        ["text"] = text,
        ["left"] = 60,
        ["top"] = PanelTop - 32 + (index * PanelStep),
        ["textStyle"] = new JsonObject { ["fontSize"] = 13 },
    };

    private static JsonObject Grid(int index) => new() { ["left"] = 60, ["right"] = 24, ["top"] = PanelTop + (index * PanelStep), ["height"] = PanelHeight };

    private JsonObject TimeAxis(int index, bool isLast) => new()
    {
        ["type"] = "value",
        ["gridIndex"] = index,
        ["min"] = 0,
        ["max"] = plan.Seconds,
        ["name"] = isLast ? "seconds" : "",
        ["nameLocation"] = "middle",
        ["nameGap"] = 28,
    };

    private JsonObject Series(string color, Func<UserSecond, double> value, int index) => new()
    {
        ["type"] = "line",
        ["xAxisIndex"] = index,
        ["yAxisIndex"] = index,
        ["showSymbol"] = false,
        ["itemStyle"] = Color(color),
        ["lineStyle"] = Color(color),
        ["data"] = new JsonArray([.. _seconds.Select(second => new JsonArray(Math.Round(second.At, 3), value(second)))]),
    };

    private static JsonObject Color(string name) => new() { ["color"] = new JsonObject { ["$color"] = name } };
}
