using LoadLab.Harness.Reporting.Charts;

namespace LoadLab.Harness.Reporting.Html;

/// <summary>The charts over configurations.</summary>
internal static class ChartsSection
{
    public static void Write(HtmlWriter html, ChartSet charts)
    {
        foreach (var chart in charts.Charts)
        {
            html.Element("section", () =>
            {
                html.Element("h2", chart.Title);
                Figure(html, chart);
            }, ("id", chart.Name));
        }

        if (charts.Omitted.Count > 0)
        {
            html.Element("section", () => WriteOmitted(html, charts.Omitted), ("id", "omitted"));
        }
    }

    private static void Figure(HtmlWriter html, Chart chart) => html.Element("figure", () =>
    {
        html.Element(
            "div",
            "",
            ("class", "chart"),
            ("data-chart", chart.Name),
            ("role", "img"),
            ("aria-label", chart.Caption),
            ("style", $"height:{chart.Height}px"));
        html.Element("figcaption", chart.Caption);
    });

    private static void WriteOmitted(HtmlWriter html, IReadOnlyList<Omitted> omitted)
    {
        foreach (var one in omitted)
        {
            html.Element("p", $"No chart “{one.Title}”: {one.Reason}", ("class", "muted"));
        }
    }
}
