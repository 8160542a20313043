using System.Text.Json.Nodes;

namespace LoadLab.Harness.Reporting.Charts;

/// <summary>One line of a panel.</summary>
/// <param name="Name">For the legend; the same in all panels for the same thing.</param>
/// <param name="Points">Pairs of seconds and value.</param>
/// <param name="Color">Of the theme; null for the next of its series.</param>
internal sealed record PanelLine(string Name, JsonArray Points, string? Color = null)
{
    /// <summary>A bound, not something measured.</summary>
    public bool IsDashed { get; init; }

    /// <summary>A count that rises in steps; its panel's axis knows no halves.</summary>
    public bool IsCount { get; init; }
}
