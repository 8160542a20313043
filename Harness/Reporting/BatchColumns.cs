using LoadLab.Harness.Analysis;

namespace LoadLab.Harness.Reporting;

/// <summary>The columns of the table of batches, the same on the page and in Markdown.</summary>
internal static class BatchColumns
{
    public const string Title = "Batches";

    /// <summary>How to read the figures.</summary>
    public const string Note = "By the target's own metrics over the measured part; a trial whose metrics do not cover the requests measured has none. Fill rate is the mean size ÷ the limit, "
        + "time per item a batch's time ÷ its size. Mean ± half of the 95 % Student-t interval over the repeats.";

    /// <summary>None where the target told of no batches.</summary>
    public static IReadOnlyList<Column> Of(ReportData data) => !data.Analysis.Configurations.Any(one => one.Batches is not null) ? [] :
    [
        ConfigurationColumns.Id(data.Analysis),
        .. ConfigurationColumns.Axes(data),
        Part("Mean size", it => it.MeanSize, Quantity.WithInterval),
        Part("Limit", it => it.Limit, Quantity.WithInterval),
        Part("Fill rate %", it => it.FillRate, Quantity.PercentNumber),
        Part("Batch ms", it => it.BatchMs, Quantity.WithInterval),
        Part("ms per item", it => it.ItemMs, Quantity.WithInterval),
    ];

    private static Column Part(string name, Func<BatchFigures, Estimate?> read, Func<Estimate, string> format) =>
        ConfigurationColumns.Estimated(name, one => one.Batches is { } batches ? read(batches) : null, format);
}
