using System.Text;
using System.Xml;
using LoadLab.Harness.Analysis;
using LoadLab.Harness.Results;

namespace LoadLab.Harness.Reporting;

/// <summary><c>junit.xml</c>: one test case for each configuration, for build servers.</summary>
/// <remarks>Error: a trial failed. Failure: the SLO was missed or not shown to hold. Skipped: nothing may be believed, or it is not measured yet.</remarks>
internal static class JUnitReport
{
    public static string Of(ReportData data)
    {
        using var text = new StringWriter();
        var settings = new XmlWriterSettings { Indent = true, NewLineChars = "\n", Encoding = Encoding.UTF8, OmitXmlDeclaration = true };
        using (var xml = XmlWriter.Create(text, settings))
        {
            Suite(xml, data);
        }

        return "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n" + text + "\n";
    }

    private static void Suite(XmlWriter xml, ReportData data)
    {
        var cases = data.Analysis.Configurations.Select(one => (One: one, Finding: Finding(one))).ToList();
        xml.WriteStartElement("testsuites");
        xml.WriteStartElement("testsuite");
        Attribute(xml, "name", data.Sweep.Profile.Name);
        Attribute(xml, "tests", $"{cases.Count}");
        Attribute(xml, "failures", Count("failure"));
        Attribute(xml, "errors", Count("error"));
        Attribute(xml, "skipped", Count("skipped"));
        Attribute(xml, "timestamp", data.Sweep.Environment.StartedAt.ToUniversalTime().ToString("yyyy-MM-ddTHH:mm:ss"));
        cases.ForEach(it => Case(xml, data, it.One, it.Finding));
        xml.WriteEndElement();
        xml.WriteEndElement();

        string Count(string kind) => $"{cases.Count(it => it.Finding?.Kind == kind)}";
    }

    private static void Case(XmlWriter xml, ReportData data, ConfigurationAnalysis one, (string Kind, string Message)? finding)
    {
        xml.WriteStartElement("testcase");
        Attribute(xml, "classname", data.Sweep.Profile.Name);
        Attribute(xml, "name", RecommendationText.Name(one));
        Attribute(xml, "time", one.Trials.Sum(trial => trial.Load?.MeasuredSeconds ?? 0).ToString("0.###"));
        if (finding is var (kind, message))
        {
            xml.WriteStartElement(kind);
            Attribute(xml, "message", message);
            xml.WriteEndElement();
        }

        if (one.Throughput is not null)
        {
            xml.WriteElementString("system-out", Clean(Figures(one)));
        }

        xml.WriteEndElement();
    }

    private static (string Kind, string Message)? Finding(ConfigurationAnalysis one)
    {
        if (one.FailedTrials > 0)
        {
            var failures = one.Trials.Where(trial => trial.Outcome != TrialOutcome.Completed).Select(trial => $"{trial.Id}: {trial.Failure}");
            return ("error", string.Join(" ", failures));
        }

        if (one.Trials.Count == 0)
        {
            return ("skipped", "Not measured yet.");
        }

        if (one.Used.Count == 0)
        {
            return ("skipped", string.Join(" ", one.Trials.Select(trial => $"{trial.Id} is invalid: {string.Join(" ", trial.Validity.Reasons)}")));
        }

        var missed = one.Slo.Where(check => check.State is SloState.Missed or SloState.Unsure).ToList();
        return missed.Count > 0 ? ("failure", string.Join("; ", missed.Select(check => check.Sentence))) : null;
    }

    private static string Figures(ConfigurationAnalysis one) =>
        Quantity.Rate(one.Throughput!) + (one.P99Ms is { } p99 ? $", p99 {Quantity.Milliseconds(p99)}" : "");

    private static void Attribute(XmlWriter xml, string name, string value) => xml.WriteAttributeString(name, Clean(value));

    // XML 1.0 has no way to write most control characters, such as the colour codes in a program's last words.
    private static string Clean(string text) =>
        string.Concat(text.EnumerateRunes().Select(rune => rune.IsBmp && !XmlConvert.IsXmlChar((char)rune.Value) ? "\uFFFD" : rune.ToString()));
}
