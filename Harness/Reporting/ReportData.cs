using LoadLab.Engine.Measurement;
using LoadLab.Harness.Analysis;
using LoadLab.Harness.Results;

namespace LoadLab.Harness.Reporting;

/// <summary>Everything a report shows, read and analysed: rendering adds nothing to it.</summary>
public sealed record ReportData
{
    public required SweepResult Sweep { get; init; }

    public required SweepAnalysis Analysis { get; init; }

    /// <summary>Series of the generator by trial id, warm-up included, drain left out.</summary>
    public required IReadOnlyDictionary<string, IReadOnlyList<IntervalRow>> Intervals { get; init; }

    /// <summary>Series of the replicas by trial id.</summary>
    public required IReadOnlyDictionary<string, IReadOnlyList<TargetRow>> Target { get; init; }

    /// <summary>Reads a folder and analyses it.</summary>
    /// <exception cref="UserErrorException">A file is missing or damaged; the message names it.</exception>
    public static ReportData Read(ReportFolder folder)
    {
        var sweep = folder.Read();
        var ids = sweep.Trials.Select(trial => trial.Id).ToList();
        return Of(
            sweep,
            ids.ToDictionary(id => id, folder.ReadResponseTimes),
            ids.ToDictionary(id => id, id => Loaded(folder.ReadIntervals(id))),
            ids.ToDictionary(id => id, folder.ReadTarget));
    }

    // The drain has no load: drawn beside the rest it would look as if the target had collapsed.
    private static IReadOnlyList<IntervalRow> Loaded(IReadOnlyList<IntervalRow> rows) => [.. rows.Where(row => !row.Drain)];

    public static ReportData Of(
        SweepResult sweep,
        IReadOnlyDictionary<string, LatencyHistogram> responseTimes,
        IReadOnlyDictionary<string, IReadOnlyList<IntervalRow>> intervals,
        IReadOnlyDictionary<string, IReadOnlyList<TargetRow>> target) => new()
        {
            Sweep = sweep,
            Analysis = SweepAnalyzer.Analyze(sweep, responseTimes),
            Intervals = intervals,
            Target = target,
        };

    /// <summary>The trial shown first: the median one, by throughput, of the recommended or else of the first measured configuration.</summary>
    public TrialResult? TypicalTrial
    {
        get
        {
            var measured = Analysis.Configurations.Where(one => one.Used.Count > 0);
            var chosen = Analysis.Find(Analysis.Recommendations.FirstOrDefault(one => one.ConfigurationId is not null)?.ConfigurationId)
                ?? measured.MaxBy(one => one.Throughput?.Mean);
            var ranked = chosen?.Used.OrderBy(trial => trial.Load!.RequestsPerSecond).ToList();
            return ranked is { Count: > 0 } ? ranked[ranked.Count / 2] : null;
        }
    }
}
