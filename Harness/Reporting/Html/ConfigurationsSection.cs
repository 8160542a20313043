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
            html.Element("div", () => html.Element("table", () =>
            {
                html.Element("thead", () => html.Element("tr", () => Headings(html, columns)));
                html.Element("tbody", () => Rows(html, data, columns));
            }, ("class", "sortable")), ("class", "scroll"), ("tabindex", "0"), ("role", "region"), ("aria-label", "Table of configurations"));
            html.Element("p", Note(data), ("class", "muted"));
        }, ("id", "configurations"));
    }

    /// <summary>How to read the figures.</summary>
    internal static string Note(ReportData data)
    {
        var repeated = data.Analysis.Configurations.Any(one => one.Throughput?.HalfWidth is not null);
        var interval = repeated
            ? "Mean ± half of the 95 % Student-t interval over the repeats of a configuration; a figure without ± rests on one trial."
            : "Every figure rests on one trial, so its error is not known: use at least three repeats to have intervals.";
        return $"{interval} Latencies are response times, counted from the intended send. Invalid and failed trials are left out of the figures, suspect ones are not.";
    }

    private static void Headings(HtmlWriter html, IReadOnlyList<Column> columns)
    {
        foreach (var column in columns)
        {
            html.Element("th", () => html.Element("button", column.Name, ("type", "button")), ("class", column.Style), ("scope", "col"));
        }
    }

    private static void Rows(HtmlWriter html, ReportData data, IReadOnlyList<Column> columns)
    {
        foreach (var one in data.Analysis.Configurations)
        {
            html.Element("tr", () =>
            {
                foreach (var column in columns)
                {
                    var sort = column.Sort(one);
                    html.Element("td", column.Text(one), ("class", column.Style), ("data-sort", sort?.ToString("R")));
                }
            }, ("class", data.Analysis.Recommendations.Any(it => it.ConfigurationId == one.Id) ? "recommended" : null));
        }
    }
}
