using LoadLab.Harness.Analysis;
using LoadLab.Harness.Reporting.Html;
using LoadLab.Harness.Results;

namespace LoadLab.Harness.Reporting.Agents;

/// <summary>The agents of all trials in one table, a row for each configuration.</summary>
internal static class AgentOverview
{
    private const string Note = "Each figure is the worst of all agents and trials of a configuration; share is the lowest and the highest.";

    /// <summary>Null where there are not enough trials to need it.</summary>
    public static TextTable? Of(ReportData data)
    {
        var rows = data.Analysis.Configurations.Select(one => (Configuration: one, Trials: AgentTrial.In(one.Trials).ToList())).Where(row => row.Trials.Count > 0).ToList();
        return rows.Sum(row => row.Trials.Count) < 2 ? null : new TextTable
        {
            Id = "agents-by-configuration",
            Title = "Agents by configuration",
            Columns =
            [
                new("Configuration") { IsLong = true },
                new("Marks") { IsShort = true },
                .. new[] { "Trials", "Agents", "Hosts", "Share %", "Late p99 ms", "Busiest loop %", "Clock error", "Began within" }.Select(name => new TextColumn(name) { IsNumber = true }),
            ],
            Rows = [.. rows.Select(row => Row(row.Configuration, row.Trials))],
            Notes = [Note],
        };
    }

    private static IReadOnlyList<string> Row(ConfigurationAnalysis one, List<AgentTrial> trials)
    {
        var agents = trials.SelectMany(trial => trial.All).ToList();
        return
        [
            DiagnosisSection.Title(one),
            AgentMark.Of(agents).ToList() is { Count: > 0 } marks ? string.Join(", ", marks.Select(mark => mark.Text)) : TextTable.Nothing,
            $"{trials.Count:N0}",
            Range(trials, trial => trial.All.Count, count => $"{count:N0}"),
            Range(trials, trial => trial.Hosts, count => $"{count:N0}"),
            Range(agents, agent => agent.Share, Quantity.PercentNumber),
            Worst(agents, agent => agent.Lateness?.P99Ms, Quantity.Number),
            Worst(agents, agent => agent.LoopCpu, Quantity.PercentNumber),
            Worst(agents, agent => agent.ClockErrorSeconds, Quantity.Seconds),
            Quantity.Seconds(trials.Max(trial => trial.Summary.StartSpreadSeconds)),
        ];
    }

    private static string Range<T, TFigure>(List<T> of, Func<T, TFigure> read, Func<TFigure, string> format)
    {
        var (least, most) = (format(of.Min(read)!), format(of.Max(read)!));
        return least == most ? most : $"{least} to {most}";
    }

    private static string Worst(List<AgentSummary> agents, Func<AgentSummary, double?> read, Func<double, string> format) =>
        agents.Max(read) is { } worst ? format(worst) : TextTable.Nothing;
}
