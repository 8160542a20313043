using System.Text.Json;
using System.Text.Json.Nodes;
using LoadLab.Harness.Reporting.Charts;

namespace LoadLab.Harness.Reporting.Html;

/// <summary>The chart library, the chart definitions and the page's own script, all inside the page.</summary>
internal static class Scripts
{
    public static void Write(HtmlWriter html, ReportData data, ChartSet charts)
    {
        // The default encoder writes < > & as \u escapes, so that no text can end the script element.
        var json = Definitions(data, charts).ToJsonString(JsonSerializerOptions.Default);
        html.Element("script", () => html.Trusted(json), ("type", "application/json"), ("id", "report-data"));
        foreach (var script in new[] { "echarts.min.js", "charts.js", "report.js" })
        {
            html.Element("script", () => html.Trusted(WebResource.Read(script)));
        }
    }

    private static JsonObject Definitions(ReportData data, ChartSet charts)
    {
        var options = new JsonObject();
        foreach (var chart in charts.Charts)
        {
            options[chart.Name] = chart.Option.DeepClone();
        }

        var trials = new JsonObject();
        foreach (var trial in TrialsSection.WithSeries(data))
        {
            trials[trial.Id] = Js.Array(ChartSet.OfTrial(data, trial.Id).Charts.Select(Trial));
        }

        return new JsonObject { ["charts"] = options, ["trials"] = trials };
    }

    private static JsonNode Trial(Chart chart) => new JsonObject
    {
        ["title"] = chart.Title,
        ["caption"] = chart.Caption,
        ["height"] = chart.Height,
        ["option"] = chart.Option.DeepClone(),
    };
}
