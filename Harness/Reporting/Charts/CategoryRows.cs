using System.Text.Json.Nodes;
using LoadLab.Harness.Analysis;

namespace LoadLab.Harness.Reporting.Charts;

/// <summary>The measured configurations as rows of horizontal charts: names that never overlap, however many there are.</summary>
internal sealed class CategoryRows
{
    private const int LongestLabel = 34;

    private const int RowHeight = 30;

    private const int ManyRowHeight = 22;

    private const int Many = 12;

    private readonly bool _withLabels;

    public CategoryRows(SweepAnalysis analysis)
    {
        All = analysis.Configurations;
        Measured = [.. analysis.Configurations.Where(one => one.Used.Count > 0)];
        _withLabels = Measured.All(one => one.Configuration.Label.Length is > 0 and <= LongestLabel);
        Recommended = [.. analysis.Recommendations.Select(one => one.ConfigurationId).OfType<string>()];
    }

    public IReadOnlyList<ConfigurationAnalysis> All { get; }

    public IReadOnlyList<ConfigurationAnalysis> Measured { get; }

    public IReadOnlyList<string> Recommended { get; }

    /// <summary>Said in captions where the labels do not fit.</summary>
    public string LabelNote => _withLabels ? "" : " The table of configurations tells what each id stands for.";

    /// <summary>Height of a panel with one row for each measured configuration, and room above and below.</summary>
    public int Height(int above, int below) => above + below + (Measured.Count * (Measured.Count > Many ? ManyRowHeight : RowHeight)) + 12;

    public JsonObject Axis() => new()
    {
        ["type"] = "category",
        ["inverse"] = true,
        ["data"] = new JsonArray([.. Measured.Select(one => (JsonNode)Name(one))]),
        ["axisTick"] = new JsonObject { ["show"] = false },
        ["axisLabel"] = new JsonObject { ["interval"] = 0, ["formatter"] = Js.Function("category") },
    };

    public string Name(ConfigurationAnalysis one)
    {
        var star = Recommended.Contains(one.Id) ? "★ " : "";
        return _withLabels ? $"{star}{one.Id} · {one.Configuration.Label}" : star + one.Id;
    }

    /// <summary>First line of every tooltip.</summary>
    public static string Heading(ConfigurationAnalysis one) =>
        one.Configuration.Label.Length > 0 ? $"{one.Id} · {one.Configuration.Label}" : one.Id;
}
