using LoadLab.Harness.Analysis;

namespace LoadLab.Harness.Reporting.Html;

/// <summary>The answer: what to run and why, or what the comparison says.</summary>
internal static class RecommendationSection
{
    public static void Write(HtmlWriter html, ReportData data)
    {
        foreach (var recommendation in data.Analysis.Recommendations)
        {
            Card(html, recommendation);
        }

        if (data.Analysis.Findings.Count > 0)
        {
            html.Element("section", () => Findings(html, data.Analysis), ("class", "card"), ("id", "recommendation"));
        }
    }

    private static void Card(HtmlWriter html, Recommendation recommendation) => html.Element("section", () =>
    {
        html.Element("p", Heading(recommendation), ("class", "eyebrow"));
        html.Element("p", recommendation.What, ("class", "what"));
        html.Element("p", recommendation.Why, ("class", "why"));
        List(html, recommendation.Caveats);
    }, ("class", recommendation.ConfigurationId is null ? "card none" : "card"), ("id", recommendation.Load is null ? "recommendation" : null));

    private static string Heading(Recommendation recommendation)
    {
        var heading = recommendation.ConfigurationId is null ? "No recommendation" : "Recommendation";
        return recommendation.Load is { } load ? $"{heading} for {load}" : heading;
    }

    private static void Findings(HtmlWriter html, SweepAnalysis analysis)
    {
        html.Element("p", FindingsHeading(analysis.Kind), ("class", "eyebrow"));
        html.Element("p", analysis.Findings[0], ("class", "what"));
        foreach (var finding in analysis.Findings.Skip(1))
        {
            html.Element("p", finding, ("class", "why"));
        }

        List(html, analysis.Caveats);
    }

    private static string FindingsHeading(SweepKind kind) => kind switch
    {
        SweepKind.Workloads => "Where the time goes",
        SweepKind.Ladder => "What each change gained",
        _ => "How far it carries",
    };

    private static void List(HtmlWriter html, IReadOnlyList<string> caveats)
    {
        if (caveats.Count > 0)
        {
            html.Element("ul", () =>
            {
                foreach (var caveat in caveats)
                {
                    html.Element("li", caveat);
                }
            }, ("class", "caveats"));
        }
    }
}
