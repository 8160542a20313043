using LoadLab.Engine.SelfCheck;
using LoadLab.Harness.Analysis;
using LoadLab.Harness.Reporting.Charts;
using LoadLab.Harness.Results;

namespace LoadLab.Harness.Reporting.Html;

/// <summary>One trial over its time, with a list to choose it from.</summary>
internal static class TrialsSection
{
    public static void Write(HtmlWriter html, ReportData data)
    {
        var trials = WithSeries(data);
        html.Element("section", () =>
        {
            html.Element("h2", "One trial over time");
            if (trials.Count == 0)
            {
                html.Element("p", "No trial has a series to show.", ("class", "muted"));
                return;
            }

            html.Element("label", () =>
            {
                html.Text("Trial ");
                html.Element("select", () => Options(html, data, trials), ("id", "trial"));
            });
            html.Element("div", "", ("id", "trial-charts"));
        }, ("id", "trials"));
    }

    /// <summary>Trials that have something to show over time, by configuration and repeat.</summary>
    internal static IReadOnlyList<TrialResult> WithSeries(ReportData data) =>
        [.. data.Analysis.Configurations.SelectMany(one => one.Trials).Where(trial => ChartSet.OfTrial(data, trial.Id).Charts.Count > 0)];

    private static void Options(HtmlWriter html, ReportData data, IReadOnlyList<TrialResult> trials)
    {
        foreach (var trial in trials)
        {
            html.Element(
                "option",
                Label(data, trial),
                ("value", trial.Id),
                ("selected", trial.Id == data.TypicalTrial?.Id ? "" : null));
        }
    }

    private static string Label(ReportData data, TrialResult trial)
    {
        var rate = trial.Load is { } load ? $" · {Quantity.Rate(load.RequestsPerSecond)}" : "";
        var mark = trial.FailureKind == FailureKind.OutOfMemory ? " · out of memory" : trial.Outcome != TrialOutcome.Completed ? " · failed" : trial.Validity.Verdict switch
        {
            Verdict.Suspect => " · suspect",
            Verdict.Invalid => " · invalid",
            _ => "",
        };
        return $"{trial.Id} · {data.Analysis.Find(trial.ConfigurationId)?.Configuration.Label}{rate}{mark}";
    }
}
