using LoadLab.Harness.Analysis;

namespace LoadLab.Harness.Reporting.Html;

/// <summary>A table with one row for each configuration, sortable by each column.</summary>
internal static class ColumnTable
{
    /// <summary>With more columns than this, the last one would be out of sight on a page of usual width: the cells take less room.</summary>
    private const int MostSpacious = 10;

    /// <param name="html">Where to.</param>
    /// <param name="data">Its configurations are the rows.</param>
    /// <param name="columns">What each row shows.</param>
    /// <param name="label">Says what the table is to those who do not see it.</param>
    public static void Write(HtmlWriter html, ReportData data, IReadOnlyList<Column> columns, string label) =>
        html.Element("div", () => html.Element("table", () =>
        {
            html.Element("thead", () => html.Element("tr", () => Headings(html, columns)));
            html.Element("tbody", () => Rows(html, data, columns));
        }, ("class", columns.Count > MostSpacious ? "sortable dense" : "sortable")), ("class", "scroll"), ("tabindex", "0"), ("role", "region"), ("aria-label", label));

    private static void Headings(HtmlWriter html, IReadOnlyList<Column> columns)
    {
        foreach (var column in columns)
        {
            html.Element("th", () => html.Element("button", column.Name, ("type", "button")), ("class", column.Style), ("scope", "col"));
        }
    }

    private static void Cell(HtmlWriter html, Column column, ConfigurationAnalysis one)
    {
        if (column.Marks is null)
        {
            html.Text(column.Text(one));
            return;
        }

        foreach (var mark in column.Marks(one))
        {
            html.Element("span", mark.Badge, ("class", mark.Kind == ResourceMarkKind.OomKilled ? "badge bad" : "badge"));
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
                    html.Element("td", () => Cell(html, column, one), ("class", column.Style), ("data-sort", sort?.ToString("R")));
                }
            }, ("class", data.Analysis.Recommendations.Any(it => it.ConfigurationId == one.Id) ? "recommended" : null));
        }
    }
}
