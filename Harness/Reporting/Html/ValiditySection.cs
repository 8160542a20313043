using LoadLab.Engine.SelfCheck;
using LoadLab.Harness.Results;

namespace LoadLab.Harness.Reporting.Html;

/// <summary>Every trial that must not, or not quite, be believed, with its reason, and what else its checks noted.</summary>
internal static class ValiditySection
{
    public static void Write(HtmlWriter html, ReportData data) => html.Element("section", () =>
    {
        html.Element("h2", "May the trials be believed?");
        var doubtful = Doubtful(data).ToList();
        if (doubtful.Count == 0)
        {
            html.Element("p", AllValid(data));
            return;
        }

        html.Element("div", () => html.Element("table", () =>
        {
            html.Element("thead", () => html.Element("tr", () => Cells(html, "th", ["Trial", "Verdict", "Reason"])));
            html.Element("tbody", () =>
            {
                foreach (var (trial, verdict, reason) in doubtful)
                {
                    html.Element("tr", () => Cells(html, "td", [trial, verdict, reason]));
                }
            });
        }), ("class", "scroll"), ("tabindex", "0"), ("role", "region"), ("aria-label", "Trials and their verdicts"));
    }, ("id", "validity"));

    /// <summary>Failed, invalid and suspect trials, and valid ones with a note, in the order they ran.</summary>
    internal static IEnumerable<(string Trial, string Verdict, string Reason)> Doubtful(ReportData data) =>
        from trial in data.Sweep.Trials
        where trial.Outcome != TrialOutcome.Completed || trial.Validity.Verdict != Verdict.Valid || trial.Validity.Reasons.Count > 0
        select (trial.Id, VerdictOf(trial), Reason(trial));

    internal static string AllValid(ReportData data) => data.Sweep.Trials.Count == 0
        ? "No trial has finished yet."
        : $"All {data.Sweep.Trials.Count:N0} trials passed every check of validity.";

    private static string VerdictOf(TrialResult trial) => trial.Outcome switch
    {
        TrialOutcome.TargetFailed when trial.FailureKind == FailureKind.OutOfMemory => "out of memory",
        TrialOutcome.TargetFailed => "target failed",
        TrialOutcome.LoadFailed => "generator failed",
        _ => trial.Validity.Verdict.ToString().ToLowerInvariant(),
    };

    private static string Reason(TrialResult trial) =>
        string.Join(" ", trial.Validity.Reasons.Prepend(trial.Failure).OfType<string>().Distinct());

    private static void Cells(HtmlWriter html, string tag, IReadOnlyList<string> cells)
    {
        foreach (var cell in cells)
        {
            html.Element(tag, cell);
        }
    }
}
