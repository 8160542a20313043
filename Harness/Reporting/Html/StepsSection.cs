namespace LoadLab.Harness.Reporting.Html;

/// <summary>The steps of user code; left out where there are none.</summary>
internal static class StepsSection
{
    public static void Write(HtmlWriter html, ReportData data)
    {
        var rows = StepRows.Of(data);
        if (rows.Count == 0)
        {
            return;
        }

        html.Element("section", () =>
        {
            html.Element("h2", "Steps of the scenario");
            html.Element("div", () => html.Element("table", () =>
            {
                html.Element("thead", () => html.Element("tr", () => Cells(html, "th", StepRows.Headings)));
                html.Element("tbody", () => Rows(html, rows));
            }), ("class", "scroll"), ("tabindex", "0"), ("role", "region"), ("aria-label", "Table of steps"));
            html.Element("p", StepRows.Note, ("class", "muted"));
        }, ("id", "steps"));
    }

    private static void Rows(HtmlWriter html, IReadOnlyList<IReadOnlyList<string>> rows)
    {
        foreach (var row in rows)
        {
            html.Element("tr", () => Cells(html, "td", row));
        }
    }

    private static void Cells(HtmlWriter html, string element, IReadOnlyList<string> texts)
    {
        for (var column = 0; column < texts.Count; column++)
        {
            html.Element(element, texts[column], ("class", column < StepRows.TextColumns ? null : "number"), ("scope", element == "th" ? "col" : null));
        }
    }
}
