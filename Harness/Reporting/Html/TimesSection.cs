namespace LoadLab.Harness.Reporting.Html;

/// <summary>Where a request's time went; left out where it has no parts.</summary>
internal static class TimesSection
{
    public static void Write(HtmlWriter html, ReportData data)
    {
        var columns = TimeColumns.Of(data);
        if (columns.Count == 0)
        {
            return;
        }

        html.Element("section", () =>
        {
            html.Element("h2", TimeColumns.Title);
            ColumnTable.Write(html, data, columns, "Table of the parts of a request's time");
            html.Element("p", TimeColumns.Note, ("class", "muted"));
        }, ("id", "times"));
    }
}
