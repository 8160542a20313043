using LoadLab.Engine.SelfCheck;
using LoadLab.Harness.Analysis;
using LoadLab.Harness.Profiles;
using LoadLab.Harness.Results;

namespace LoadLab.Harness.Cli;

/// <summary>The end of a sweep: a short table of means over the repeats that can be believed, and what follows from it.</summary>
internal sealed class SweepSummaryPrinter(TextWriter output)
{
    public void Print(SweepResult sweep, SweepAnalysis analysis)
    {
        PrintTable(sweep, analysis);
        foreach (var sentence in ResourceMarks.Explain(analysis.Configurations))
        {
            output.WriteLine();
            output.WriteLine(sentence);
        }

        output.WriteLine();
        foreach (var recommendation in analysis.Recommendations)
        {
            output.WriteLine($"{(recommendation.Load is { } load ? $"{load}: " : "")}{recommendation.What} {recommendation.Why}");
        }

        foreach (var finding in analysis.Findings)
        {
            output.WriteLine(finding);
        }
    }

    private void PrintTable(SweepResult sweep, SweepAnalysis analysis)
    {
        var rows = sweep.Profile.Configurations.Select(configuration => Row(configuration, sweep, analysis.Find(configuration.Id)?.Marks ?? [])).Prepend(["", "configuration", "req/s", "p50", "p99", "errors", "trials", ""]).ToList();
        var widths = Enumerable.Range(0, rows[0].Length).Select(column => rows.Max(row => row[column].Length)).ToList();
        output.WriteLine();
        foreach (var row in rows)
        {
            output.WriteLine(string.Join("  ", row.Select((cell, column) => column is >= 2 and <= 6 ? cell.PadLeft(widths[column]) : cell.PadRight(widths[column]))).TrimEnd());
        }
    }

    private static string[] Row(Configuration configuration, SweepResult sweep, IReadOnlyList<ResourceMark> marks)
    {
        var all = sweep.Trials.Where(trial => trial.ConfigurationId == configuration.Id).ToList();
        var used = all.Where(trial => trial.Load is not null && trial.Validity.Verdict != Verdict.Invalid).Select(trial => trial.Load!).ToList();
        var worst = all.Count > 0 ? all.Max(trial => trial.Validity.Verdict) : Verdict.Valid;
        return
        [
            configuration.Id,
            configuration.Label,
            used.Count > 0 ? Cli.Quantity.Rate(used.Average(load => load.RequestsPerSecond)) : "–",
            Cli.Quantity.Latency(used.Average(load => load.ResponseTime.P50Ms)),
            Cli.Quantity.Latency(used.Average(load => load.ResponseTime.P99Ms)),
            used.Count > 0 ? Cli.Quantity.Share(used.Average(load => load.ErrorRate)) : "–",
            $"{used.Count}/{all.Count}",
            string.Join(", ", marks.Select(mark => mark.Badge).Prepend(worst == Verdict.Valid ? "" : worst.ToString().ToLowerInvariant()).Where(text => text.Length > 0)),
        ];
    }
}
