using LoadLab.Harness.Analysis;

namespace LoadLab.Harness.Reporting.Html;

/// <summary>For every configuration: what binds, where the time goes, which bound of the SLO was held.</summary>
internal static class DiagnosisSection
{
    /// <summary>More than this many would bury what follows: they are folded away, the recommended ones stay in sight.</summary>
    private const int MostUnfolded = 6;

    public static void Write(HtmlWriter html, ReportData data) => html.Element("section", () =>
    {
        html.Element("h2", "What limits each configuration");
        var all = data.Analysis.Configurations;
        if (all.Count <= MostUnfolded)
        {
            List(html, all);
            return;
        }

        List(html, all.Where(one => data.Analysis.Recommendations.Any(it => it.ConfigurationId == one.Id)));
        html.Element("details", () =>
        {
            html.Element("summary", $"All {all.Count} configurations");
            List(html, all);
        });
    }, ("id", "diagnosis"));

    private static void List(HtmlWriter html, IEnumerable<ConfigurationAnalysis> configurations) => html.Element("dl", () =>
    {
        foreach (var one in configurations)
        {
            html.Element("dt", Title(one));
            html.Element("dd", string.Join(" ", Sentences(one)));
        }
    });

    /// <summary>The diagnosis of one configuration, sentence by sentence.</summary>
    internal static IEnumerable<string> Sentences(ConfigurationAnalysis one)
    {
        yield return one.Diagnosis.LimitSentence;
        if (one.Diagnosis.StageSentence is { } stage)
        {
            yield return stage;
        }

        foreach (var note in one.Diagnosis.Notes)
        {
            yield return note;
        }

        if (one.Used.Count > 0)
        {
            foreach (var check in one.Slo)
            {
                yield return $"SLO: {check.Sentence}.";
            }
        }
    }

    internal static string Title(ConfigurationAnalysis one) =>
        one.Configuration.Label.Length > 0 ? $"{one.Id} · {one.Configuration.Label}" : one.Id;
}
