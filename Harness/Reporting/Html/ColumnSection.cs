namespace LoadLab.Harness.Reporting.Html;

/// <summary>A table with one row for each configuration as a section of the page; left out where it has no columns.</summary>
internal static class ColumnSection
{
    public static void Write(HtmlWriter html, ReportData data, IReadOnlyList<Column> columns, string title, string note, string id)
    {
        if (columns.Count == 0)
        {
            return;
        }

        html.Element("section", () =>
        {
            html.Element("h2", title);
            ColumnTable.Write(html, data, columns, $"Table: {title}");
            html.Element("p", note, ("class", "muted"));
        }, ("id", id));
    }
}
