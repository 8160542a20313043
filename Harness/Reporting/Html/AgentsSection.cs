using LoadLab.Harness.Analysis;
using LoadLab.Harness.Reporting.Agents;
using LoadLab.Harness.Results;

namespace LoadLab.Harness.Reporting.Html;

/// <summary>The agents that made the load, trial by trial: the worst first, the others folded away.</summary>
internal static class AgentsSection
{
    /// <summary>More trials than this would bury what follows.</summary>
    private const int MostInSight = 6;

    /// <summary>Rows of agents on the whole page: a page of more is slow to open, and the folder has them all.</summary>
    private const int MostRows = 2000;

    /// <summary>Of one trial: the worst are among them.</summary>
    private const int MostEvents = 100;

    private const string Folded = "The agents of the other trials are in trial.json of each trial.";

    public static void Write(HtmlWriter html, ReportData data)
    {
        var trials = AgentTrial.WorstFirst(data);
        if (trials.Count > 0)
        {
            html.Element("section", () => Section(html, data, trials), ("id", "agents"));
        }
    }

    private static void Section(HtmlWriter html, ReportData data, IReadOnlyList<AgentTrial> trials)
    {
        html.Element("h2", "Agents");
        html.Element("p", AgentSentences.Overview(trials));
        List(html, AgentSentences.Troubled(trials), "caveats");
        if (AgentOverview.Of(data) is { } overview)
        {
            TextTableSection.WriteTable(html, overview);
        }

        var shown = WithinRows(trials);
        var inSight = shown.Count <= MostInSight ? shown.Count : Math.Min(MostInSight, shown.Count(trial => trial.HasTrouble));
        Trials(html, data, [.. shown.Take(inSight)], opensFirst: trials.Count == 1 || trials[0].HasTrouble);
        if (inSight < shown.Count)
        {
            html.Element("details", () =>
            {
                html.Element("summary", inSight == 0 ? $"All {shown.Count:N0} trials" : $"The other {Quantity.Count(shown.Count - inSight, "trial")}");
                Trials(html, data, [.. shown.Skip(inSight)], opensFirst: false);
            });
        }

        if (shown.Count < trials.Count)
        {
            html.Element("p", Folded, ("class", "muted"));
        }

        html.Element("p", AgentColumns.Note, ("class", "muted"));
    }

    private static List<AgentTrial> WithinRows(IReadOnlyList<AgentTrial> trials)
    {
        var rows = 0;
        return [.. trials.TakeWhile(trial => (rows += trial.All.Count) <= MostRows || rows == trial.All.Count)];
    }

    private static void Trials(HtmlWriter html, ReportData data, IReadOnlyList<AgentTrial> trials, bool opensFirst)
    {
        foreach (var trial in trials)
        {
            html.Element("details", () => Trial(html, data, trial), ("class", "trial"), ("open", opensFirst && trial == trials[0] ? "" : null));
        }
    }

    private static void Trial(HtmlWriter html, ReportData data, AgentTrial trial)
    {
        html.Element("summary", () =>
        {
            html.Text(Title(data, trial));
            foreach (var mark in AgentMark.Of(trial.All))
            {
                html.Element("span", mark.Text, ("class", mark.IsBad ? "badge bad" : "badge"));
            }
        });
        html.Element("div", () => html.Element("table", () =>
        {
            html.Element("thead", () => html.Element("tr", () => Headings(html)));
            html.Element("tbody", () => Rows(html, trial));
        }, ("class", "sortable dense")), ("class", "scroll"), ("tabindex", "0"), ("role", "region"), ("aria-label", $"Table: agents of trial {trial.Id}"));
        if (AgentSentences.Start(trial) is { } start)
        {
            html.Element("p", start);
        }

        List(html, AgentSentences.Remarks(trial), "remarks");
        Events(html, trial);
    }

    private static string Title(ReportData data, AgentTrial trial)
    {
        var label = data.Analysis.Find(trial.Trial.ConfigurationId)?.Configuration.Label;
        var start = trial.All.Count > 1 ? $" · began within {Quantity.Seconds(trial.Summary.StartSpreadSeconds)}" : "";
        var rate = trial.Trial.Load is { } load ? $" · {Quantity.Rate(load.RequestsPerSecond)}" : "";
        return $"{trial.Id}{(label is { Length: > 0 } ? $" · {label}" : "")} · {Quantity.Count(trial.All.Count, "agent")}{rate}{start} ";
    }

    private static void Headings(HtmlWriter html)
    {
        foreach (var column in AgentColumns.All)
        {
            html.Element("th", () => html.Element("button", column.Name, ("type", "button")), ("class", column.Style), ("scope", "col"));
        }
    }

    private static void Rows(HtmlWriter html, AgentTrial trial)
    {
        foreach (var agent in trial.All)
        {
            html.Element("tr", () =>
            {
                foreach (var column in AgentColumns.All)
                {
                    html.Element("td", () => Cell(html, column, agent), ("class", column.Style), ("data-sort", column.Sort?.Invoke(agent)?.ToString("R")));
                }
            });
        }
    }

    private static void Cell(HtmlWriter html, AgentColumn column, AgentSummary agent)
    {
        if (!column.IsMarks || !AgentMark.Of(agent).Any())
        {
            html.Text(column.Text(agent));
            return;
        }

        foreach (var mark in AgentMark.Of(agent))
        {
            html.Element("span", mark.Text, ("class", mark.IsBad ? "badge bad" : "badge"));
        }
    }

    private static void Events(HtmlWriter html, AgentTrial trial)
    {
        var events = trial.Summary.Events;
        if (events.Count == 0)
        {
            return;
        }

        html.Element("p", AgentSentences.Events);
        html.Element("ol", () =>
        {
            foreach (var one in events.Take(MostEvents))
            {
                html.Element("li", () =>
                {
                    html.Element("span", AgentSentences.At(one.AtSeconds), ("class", "number"));
                    html.Element("span", one.Text);
                });
            }
        }, ("class", "events"));
        if (events.Count > MostEvents)
        {
            html.Element("p", $"{events.Count - MostEvents:N0} more events are in trial.json of {trial.Id}.", ("class", "muted"));
        }
    }

    private static void List(HtmlWriter html, IEnumerable<string> sentences, string style)
    {
        var all = sentences.ToList();
        if (all.Count > 0)
        {
            html.Element("ul", () =>
            {
                foreach (var sentence in all)
                {
                    html.Element("li", sentence);
                }
            }, ("class", style));
        }
    }
}
