using LoadLab.Harness.Analysis;

namespace LoadLab.Harness.Reporting;

/// <summary>The steps of user code: a row for each configuration and step.</summary>
internal static class StepTable
{
    private const string Note = "A step's latency is its own duration in successful runs, not counted from the intended start of its iteration. "
        + "Mean ± half of the 95 % Student-t interval over the repeats.";

    /// <summary>None where no configuration ran steps.</summary>
    public static IEnumerable<TextTable> Of(ReportData data)
    {
        var rows = data.Analysis.Configurations.SelectMany(one => one.Steps.Select(step => Row(one, step))).ToList();
        if (rows.Count > 0)
        {
            yield return new TextTable
            {
                Id = "steps",
                Title = "Steps of the scenario",
                Columns = [new("Configuration"), new("Step"), .. new[] { "Runs/s", "p50 ms", "p95 ms", "p99 ms", "Errors %" }.Select(name => new TextColumn(name) { IsNumber = true })],
                Rows = rows,
                Notes = [Note],
            };
        }
    }

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

    private static string Text(Estimate? estimate, Func<Estimate, string> format) => estimate is null ? TextTable.Nothing : format(estimate);
}
