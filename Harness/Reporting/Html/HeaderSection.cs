using LoadLab.Harness.Analysis;

namespace LoadLab.Harness.Reporting.Html;

/// <summary>Name, what was done, and the switch between light and dark.</summary>
internal static class HeaderSection
{
    public static void Write(HtmlWriter html, ReportData data) => html.Element("header", () =>
    {
        html.Element("div", () =>
        {
            html.Element("h1", data.Sweep.Profile.Name);
            if (data.Sweep.Profile.Description is { Length: > 0 } description)
            {
                html.Element("p", description);
            }

            html.Element("p", Summary(data), ("class", "muted"));
        });
        html.Element("button", "Dark", ("id", "theme"), ("type", "button"), ("aria-label", "Switch between light and dark"));
    });

    internal static string Summary(ReportData data)
    {
        var sweep = data.Sweep;
        var done = sweep.Trials.Count == sweep.PlannedTrials
            ? Quantity.Count(sweep.Trials.Count, "trial")
            : $"{sweep.Trials.Count:N0} of {Quantity.Count(sweep.PlannedTrials, "planned trial")} so far";
        return $"{Quantity.Count(sweep.Profile.Configurations.Count, "configuration")}, {done}, started {sweep.Environment.StartedAt.ToUniversalTime():yyyy-MM-dd HH:mm} UTC on {sweep.Environment.CpuModel}.";
    }
}
