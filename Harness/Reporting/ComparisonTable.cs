using LoadLab.Harness.Analysis;

namespace LoadLab.Harness.Reporting;

/// <summary>The values of one axis beside their baseline under the same load.</summary>
internal static class ComparisonTable
{
    private const string Note = "× is the figure ÷ the baseline's, with its 95 % interval (Welch's method on logarithms); “not distinguishable” where the test, corrected for the "
        + "number of rows, finds no difference, or one below 1 %.";

    private const string BatchNote = " Efficiency is the baseline's time per item × mean batch size ÷ batch time: above 1, a batch gets more out of the model's time.";

    /// <summary>None where the profile compares no axis.</summary>
    public static IEnumerable<TextTable> Of(ReportData data)
    {
        if (data.Analysis.Comparison is { } comparison)
        {
            var shown = Candidates().Where(it => !it.NeedsBatches || comparison.HasBatches).Where(it => !it.NeedsMarks || comparison.Rows.Any(row => row.Configuration.Marks.Count > 0)).Where(it => !it.NeedsConditions || comparison.Rows.Any(row => row.Conditions.Length > 0)).ToList();
            yield return new TextTable
            {
                Id = "comparison",
                Title = $"By {comparison.Axis}, against {comparison.Baseline}",
                Columns = [.. shown.Select(it => it.Column)],
                Rows = [.. comparison.Rows.Select(row => (IReadOnlyList<string>)[.. shown.Select(it => it.Text(row) ?? TextTable.Nothing)])],
                Notes = [.. comparison.Notes, comparison.HasBatches ? Note + BatchNote : Note],
            };
        }
    }

    private static IEnumerable<ComparisonCell> Candidates() =>
    [
        new(new("Under"), row => row.Conditions) { NeedsConditions = true },
        new(new("Configuration"), row => $"{row.Configuration.Id} · {row.Name}"),
        Estimated("Requests/s", row => row.Configuration.Throughput, Quantity.WithInterval),
        Ratio("× requests/s", row => row.Throughput),
        Estimated("p50 ms", row => row.Configuration.P50Ms, Quantity.WithInterval),
        Ratio("× p50", row => row.P50),
        Estimated("p95 ms", row => row.Configuration.P95Ms, Quantity.WithInterval),
        Ratio("× p95", row => row.P95),
        Estimated("Errors %", row => row.Configuration.ErrorRate, Quantity.PercentNumber),
        new(new("Limits hit") { IsShort = true }, row => ConfigurationColumns.MarkText(row.Configuration)) { NeedsMarks = true },
        Estimated("Mean batch size", row => row.Configuration.Batches?.MeanSize, Quantity.WithInterval) with { NeedsBatches = true },
        Estimated("Fill rate %", row => row.Configuration.Batches?.FillRate, Quantity.PercentNumber) with { NeedsBatches = true },
        Ratio("Efficiency", row => row.Efficiency) with { NeedsBatches = true },
    ];

    private static ComparisonCell Estimated(string name, Func<ComparisonRow, Estimate?> read, Func<Estimate, string> format) =>
        new(new(name) { IsNumber = true }, row => read(row) is { } estimate ? format(estimate) : null);

    private static ComparisonCell Ratio(string name, Func<ComparisonRow, Gain?> read) => new(new(name) { IsShort = true }, row => read(row)?.Text);
}
