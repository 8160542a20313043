using System.Text;
using LoadLab.Harness.Analysis;
using LoadLab.Harness.Reporting.Agents;
using LoadLab.Harness.Reporting.Charts;
using LoadLab.Harness.Reporting.Html;

namespace LoadLab.Harness.Reporting;

/// <summary><c>report.md</c>: the report as text, with figures and captions ready for a write-up.</summary>
internal static class MarkdownReport
{
    private const int MostAgentTrials = 3;

    public static string Of(ReportData data, ChartSet charts, string? missingFigures)
    {
        var text = new StringBuilder();
        Line(text, $"# {Escape(data.Sweep.Profile.Name)}");
        Line(text, Escape(string.Join(" ", new[] { data.Sweep.Profile.Description, HeaderSection.Summary(data) }.Where(part => part is { Length: > 0 }))));
        foreach (var recommendation in data.Analysis.Recommendations)
        {
            Recommend(text, recommendation);
        }

        Findings(text, data.Analysis);
        TextTables(text, LadderTable.Of(data));
        TextTables(text, ComparisonTable.Of(data));
        Configurations(text, data);
        TextTables(text, StepTable.Of(data));
        Columns(text, data, BatchColumns.Of(data), BatchColumns.Title, BatchColumns.Note);
        Columns(text, data, TimeColumns.Of(data), TimeColumns.Title, TimeColumns.Note);
        Diagnosis(text, data.Analysis);
        Figures(text, charts, missingFigures);
        Agents(text, data);
        Validity(text, data);
        Method(text, data);
        return text.ToString().TrimEnd() + "\n";
    }

    private static void Recommend(StringBuilder text, Recommendation recommendation)
    {
        Line(text, recommendation.Load is { } load ? $"## Recommendation for {Escape(load)}" : "## Recommendation");
        Line(text, $"**{Escape(recommendation.What)}** {Escape(recommendation.Why)}");
        List(text, recommendation.Caveats);
    }

    private static void Findings(StringBuilder text, SweepAnalysis analysis)
    {
        if (analysis.Findings.Count > 0)
        {
            Line(text, "## Findings");
            Line(text, string.Join("\n\n", analysis.Findings.Select(Escape)));
            List(text, analysis.Caveats);
        }
    }

    private static void Configurations(StringBuilder text, ReportData data)
    {
        text.Append("## Configurations\n\n");
        Table(text, data, ConfigurationColumns.Of(data));
        foreach (var note in ConfigurationsSection.Notes(data))
        {
            Line(text, note);
        }
    }

    private static void Columns(StringBuilder text, ReportData data, IReadOnlyList<Column> columns, string title, string note)
    {
        if (columns.Count > 0)
        {
            Line(text, $"## {title}");
            Table(text, data, columns);
            Line(text, note);
        }
    }

    private static void Table(StringBuilder text, ReportData data, IReadOnlyList<Column> columns)
    {
        Row(text, columns.Select(column => Escape(column.Name)));
        Row(text, columns.Select(column => column.IsNumber ? "---:" : "---"));
        foreach (var one in data.Analysis.Configurations)
        {
            Row(text, columns.Select(column => Escape(column.Text(one))));
        }

        text.Append('\n');
    }

    private static void TextTables(StringBuilder text, IEnumerable<TextTable> tables)
    {
        foreach (var table in tables)
        {
            Line(text, $"## {Escape(table.Title)}");
            TextTable(text, table);
        }
    }

    private static void TextTable(StringBuilder text, TextTable table)
    {
        Row(text, table.Columns.Select(column => Escape(column.Name)));
        Row(text, table.Columns.Select(column => column.IsNumber ? "---:" : "---"));
        foreach (var row in table.Rows)
        {
            Row(text, row.Select(Escape));
        }

        text.Append('\n');
        foreach (var note in table.Notes)
        {
            Line(text, Escape(note));
        }
    }

    private static void Diagnosis(StringBuilder text, SweepAnalysis analysis)
    {
        Line(text, "## What limits each configuration");
        List(text, analysis.Configurations.Select(one => $"{DiagnosisSection.Title(one)}: {string.Join(" ", DiagnosisSection.Sentences(one))}"));
    }

    private static void Figures(StringBuilder text, ChartSet charts, string? missingFigures)
    {
        Line(text, "## Figures");
        if (missingFigures is not null)
        {
            Line(text, $"Figures are missing: {Escape(missingFigures)}");
        }

        var number = 1;
        foreach (var chart in missingFigures is null ? charts.Charts : [])
        {
            Line(text, $"![{Escape(chart.Title)}](figures/{chart.Name}.png)");
            Line(text, $"*Figure {number++}. {Escape(chart.Caption)}*");
        }

        foreach (var omitted in charts.Omitted)
        {
            Line(text, $"No figure “{omitted.Title}”: {Escape(omitted.Reason)}");
        }
    }

    // Text cannot be folded away: a few trials stand for all.
    private static void Agents(StringBuilder text, ReportData data)
    {
        var trials = AgentTrial.WorstFirst(data);
        if (trials.Count == 0)
        {
            return;
        }

        Line(text, "## Agents");
        Line(text, AgentSentences.Overview(trials));
        List(text, AgentSentences.Troubled(trials));
        if (AgentOverview.Of(data) is { } overview)
        {
            TextTable(text, overview);
        }

        foreach (var trial in trials.Take(MostAgentTrials))
        {
            Agents(text, trial);
        }

        Line(text, trials.Count > MostAgentTrials ? $"{AgentColumns.Note} The agents of {Quantity.Count(trials.Count - MostAgentTrials, "more trial")} are in `index.html`." : AgentColumns.Note);
    }

    private static void Agents(StringBuilder text, AgentTrial trial)
    {
        Line(text, $"### Agents of {Escape(trial.Id)}");
        Row(text, AgentColumns.All.Select(column => Escape(column.Name)));
        Row(text, AgentColumns.All.Select(column => column.IsNumber ? "---:" : "---"));
        foreach (var agent in trial.All)
        {
            Row(text, AgentColumns.All.Select(column => Escape(column.Text(agent))));
        }

        text.Append('\n');
        if (AgentSentences.Start(trial) is { } start)
        {
            Line(text, start);
        }

        List(text, AgentSentences.Remarks(trial));
        if (trial.Summary.Events.Count > 0)
        {
            Line(text, AgentSentences.Events);
            List(text, trial.Summary.Events.Select(one => $"{AgentSentences.At(one.AtSeconds)}: {one.Text}"));
        }
    }

    private static void Validity(StringBuilder text, ReportData data)
    {
        Line(text, "## May the trials be believed?");
        var doubtful = ValiditySection.Doubtful(data).ToList();
        if (doubtful.Count == 0)
        {
            Line(text, ValiditySection.AllValid(data));
        }
        else
        {
            List(text, doubtful.Select(it => $"{it.Trial} ({it.Verdict}): {it.Reason}"));
        }
    }

    private static void Method(StringBuilder text, ReportData data)
    {
        Line(text, "## How it was measured");
        List(text, Reporting.Method.Of(data).Select(it => $"{it.Name}: {it.Text}"));
        Line(text, "The profile as run is `profile.yml` beside this file.");
    }

    private static void List(StringBuilder text, IEnumerable<string> items)
    {
        var lines = items.Select(item => $"- {Escape(item)}\n").ToList();
        if (lines.Count > 0)
        {
            text.AppendJoin("", lines).Append('\n');
        }
    }

    private static void Row(StringBuilder text, IEnumerable<string> cells) =>
        text.Append("| ").AppendJoin(" | ", cells).Append(" |\n");

    private static void Line(StringBuilder text, string line) => text.Append(line).Append("\n\n");

    // What a user wrote must neither break a table nor become markup.
    private static string Escape(string text)
    {
        var escaped = new StringBuilder(text.Length);
        foreach (var character in text.ReplaceLineEndings(" "))
        {
            if ("\\`*_[]|<>#~".Contains(character))
            {
                escaped.Append('\\');
            }

            escaped.Append(character);
        }

        return escaped.ToString();
    }
}
