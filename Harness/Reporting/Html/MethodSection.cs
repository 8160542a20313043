namespace LoadLab.Harness.Reporting.Html;

/// <summary>Machine, versions, load, order, and the profile as run.</summary>
internal static class MethodSection
{
    public static void Write(HtmlWriter html, ReportData data) => html.Element("section", () =>
    {
        html.Element("h2", "How it was measured");
        html.Element("dl", () =>
        {
            foreach (var (name, text) in Method.Of(data))
            {
                html.Element("dt", name);
                html.Element("dd", text);
            }
        });
        html.Element("details", () =>
        {
            html.Element("summary", "The profile as run");
            html.Element("pre", data.Sweep.Profile.Yaml);
        });
    }, ("id", "method"));
}
