namespace LoadLab.Harness.Reporting.Html;

/// <summary>A table of texts as a section of the page.</summary>
internal static class TextTableSection
{
    /// <summary>With more columns than this, the last ones would be out of sight on a page of usual width: the cells take less room.</summary>
    private const int MostSpacious = 8;

    public static void Write(HtmlWriter html, IEnumerable<TextTable> tables)
    {
        foreach (var table in tables)
        {
            html.Element("section", () =>
            {
                html.Element("h2", table.Title);
                WriteTable(html, table);
            }, ("id", table.Id));
        }
    }

    /// <summary>The table with its notes, within a section that is there already.</summary>
    public static void WriteTable(HtmlWriter html, TextTable table)
    {
        html.Element("div", () => html.Element("table", () =>
        {
            html.Element("thead", () => html.Element("tr", () => Cells(html, "th", table.Columns, [.. table.Columns.Select(column => column.Name)])));
            html.Element("tbody", () => Rows(html, table));
        }, ("class", table.Columns.Count > MostSpacious ? "dense" : null)), ("class", "scroll"), ("tabindex", "0"), ("role", "region"), ("aria-label", $"Table: {table.Title}"));
        foreach (var note in table.Notes)
        {
            html.Element("p", note, ("class", "muted"));
        }
    }

    private static void Rows(HtmlWriter html, TextTable table)
    {
        foreach (var row in table.Rows)
        {
            html.Element("tr", () => Cells(html, "td", table.Columns, row));
        }
    }

    private static void Cells(HtmlWriter html, string element, IReadOnlyList<TextColumn> columns, IReadOnlyList<string> texts)
    {
        for (var column = 0; column < texts.Count; column++)
        {
            html.Element(element, texts[column], ("class", columns[column].Style), ("scope", element == "th" ? "col" : null));
        }
    }
}
