using LoadLab.Harness.Analysis;

namespace LoadLab.Harness.Reporting.Html;

/// <summary>The table of configurations, sortable by each column.</summary>
internal static class ConfigurationsSection
{
    public static void Write(HtmlWriter html, ReportData data)
    {
        var columns = ConfigurationColumns.Of(data);
        html.Element("section", () =>
        {
            html.Element("h2", "Configurations");
            ColumnTable.Write(html, data, columns, "Table of configurations");
            foreach (var note in Notes(data))
            {
                html.Element("p", note, ("class", "muted"));
            }
        }, ("id", "configurations"));
    }

    /// <summary>How to read the figures, and what the marks mean.</summary>
    internal static IEnumerable<string> Notes(ReportData data) => [Note(data), .. ResourceMarks.Explain(data.Analysis.Configurations)];

    private static string Note(ReportData data)
    {
        var repeated = data.Analysis.Configurations.Any(one => one.Throughput?.HalfWidth is not null);
        var interval = repeated
            ? "Mean ± half of the 95 % Student-t interval over the repeats of a configuration; a figure without ± rests on one trial."
            : "Every figure rests on one trial, so its error is not known: use at least three repeats to have intervals.";
        return $"{interval} Latencies are response times, counted from the intended send. Invalid and failed trials are left out of the figures, suspect ones are not.";
    }
}
