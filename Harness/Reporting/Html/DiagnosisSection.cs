using LoadLab.Harness.Analysis;

namespace LoadLab.Harness.Reporting.Html;

/// <summary>For every configuration: what binds, where the time goes, which bound of the SLO was held.</summary>
internal static class DiagnosisSection
{
    public static void Write(HtmlWriter html, ReportData data) => html.Element("section", () =>
    {
        html.Element("h2", "What limits each configuration");
        html.Element("dl", () =>
        {
            foreach (var one in data.Analysis.Configurations)
            {
                html.Element("dt", Title(one));
                html.Element("dd", string.Join(" ", Sentences(one)));
            }
        });
    }, ("id", "diagnosis"));

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
