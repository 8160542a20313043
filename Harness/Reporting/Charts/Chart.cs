using System.Text.Json.Nodes;

namespace LoadLab.Harness.Reporting.Charts;

/// <summary>One chart, defined once: interactive on the page, SVG and PNG among the figures.</summary>
public sealed record Chart
{
    /// <summary>Width of every figure in CSS pixels: 7 inches, a page's text width, with 11 px text at a little over 8 pt.</summary>
    public const int Width = 672;

    /// <summary>File name without extension and anchor on the page.</summary>
    public required string Name { get; init; }

    public required string Title { get; init; }

    /// <summary>What is shown, with what error, for a reader of the figure alone.</summary>
    public required string Caption { get; init; }

    /// <summary>In CSS pixels.</summary>
    public required int Height { get; init; }

    /// <summary>An ECharts option; functions and colours by name, see assets/web/charts.js.</summary>
    public required JsonObject Option { get; init; }
}
