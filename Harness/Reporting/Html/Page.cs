using LoadLab.Harness.Reporting.Charts;

namespace LoadLab.Harness.Reporting.Html;

/// <summary><c>index.html</c>: one file that asks the network for nothing.</summary>
internal static class Page
{
    /// <summary>Nothing but what is inside the file may run or load: the browser itself holds the promise.</summary>
    private const string ContentPolicy =
        "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'";

    public static string Of(ReportData data, ChartSet charts)
    {
        var html = new HtmlWriter();
        html.Trusted("<!doctype html>\n");
        html.Element("html", () =>
        {
            html.Element("head", () => Head(html, data));
            html.Element("body", () => Body(html, data, charts));
        }, ("lang", "en"));
        return html.ToString();
    }

    private static void Head(HtmlWriter html, ReportData data)
    {
        html.Empty("meta", ("charset", "utf-8"));
        html.Empty("meta", ("name", "viewport"), ("content", "width=device-width, initial-scale=1"));
        html.Empty("meta", ("name", "color-scheme"), ("content", "light dark"));
        html.Empty("meta", ("http-equiv", "Content-Security-Policy"), ("content", ContentPolicy));
        html.Element("title", $"{data.Sweep.Profile.Name} – LoadLab report");
        html.Element("style", () => html.Trusted(WebResource.Read("report.css")));
    }

    private static void Body(HtmlWriter html, ReportData data, ChartSet charts)
    {
        HeaderSection.Write(html, data);
        html.Element("main", () =>
        {
            RecommendationSection.Write(html, data);
            TextTableSection.Write(html, LadderTable.Of(data));
            TextTableSection.Write(html, ComparisonTable.Of(data));
            ConfigurationsSection.Write(html, data);
            TextTableSection.Write(html, StepTable.Of(data));
            ColumnSection.Write(html, data, BatchColumns.Of(data), BatchColumns.Title, BatchColumns.Note, "batches");
            ColumnSection.Write(html, data, TimeColumns.Of(data), TimeColumns.Title, TimeColumns.Note, "times");
            ChartsSection.Write(html, charts);
            DiagnosisSection.Write(html, data);
            TrialsSection.Write(html, data);
            AgentsSection.Write(html, data);
            ValiditySection.Write(html, data);
            MethodSection.Write(html, data);
        });
        Scripts.Write(html, data, charts);
    }
}
