using LoadLab.Harness.Analysis;

namespace LoadLab.Harness.Reporting;

/// <summary>The table of the steps of user code, the same on the page and in Markdown: a row for each configuration and step.</summary>
internal static class StepRows
{
    private const string Nothing = "–";

    /// <summary>How to read the figures.</summary>
    public const string Note = "A step's latency is its own duration in successful runs, not counted from the intended start of its iteration. "
        + "Mean ± half of the 95 % Student-t interval over the repeats.";

    public static IReadOnlyList<string> Headings { get; } = ["Configuration", "Step", "Runs/s", "p50 ms", "p95 ms", "p99 ms", "Errors %"];

    /// <summary>How many of the first columns are text.</summary>
    public const int TextColumns = 2;

    /// <summary>Empty where no configuration ran steps.</summary>
    public static IReadOnlyList<IReadOnlyList<string>> Of(ReportData data) =>
        [.. data.Analysis.Configurations.SelectMany(one => one.Steps.Select(step => Row(one, step)))];

    private static IReadOnlyList<string> Row(ConfigurationAnalysis one, StepAnalysis step) =>
    [
        Html.DiagnosisSection.Title(one),
        step.Name,
        Text(step.PerSecond, Quantity.WithInterval),
        Text(step.P50Ms, Quantity.WithInterval),
        Text(step.P95Ms, Quantity.WithInterval),
        Text(step.P99Ms, Quantity.WithInterval),
        Text(step.ErrorRate, Quantity.PercentNumber),
    ];

    private static string Text(Estimate? estimate, Func<Estimate, string> format) => estimate is null ? Nothing : format(estimate);
}
