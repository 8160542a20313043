using LoadLab.Harness.Results;

namespace LoadLab.Harness.Analysis;

/// <summary>One step of a scenario over the repeats of a configuration.</summary>
public sealed record StepAnalysis
{
    public required string Name { get; init; }

    /// <summary>Successful runs per second of the measured part.</summary>
    public Estimate? PerSecond { get; init; }

    /// <summary>Failed share of its runs, 0 to 1.</summary>
    public Estimate? ErrorRate { get; init; }

    /// <summary>How long successful runs took, in ms: mean over the repeats of each trial's figure.</summary>
    public Estimate? P50Ms { get; init; }

    public Estimate? P95Ms { get; init; }

    public Estimate? P99Ms { get; init; }

    /// <summary>Every step that a used trial ran, in alphabetical order; a trial that never came to a step has no figure of it.</summary>
    internal static IReadOnlyList<StepAnalysis> Of(IReadOnlyList<TrialResult> used) =>
    [
        .. used.SelectMany(trial => trial.Load!.Scenario?.Steps.Select(step => (Step: step, trial.Load.MeasuredSeconds)) ?? [])
            .GroupBy(one => one.Step.Name)
            .OrderBy(step => step.Key, StringComparer.Ordinal)
            .Select(step => Of(step.Key, [.. step])),
    ];

    private static StepAnalysis Of(string name, IReadOnlyList<(StepSummary Step, double Seconds)> trials) => new()
    {
        Name = name,
        PerSecond = Estimate.From([.. trials.Where(one => one.Seconds > 0).Select(one => one.Step.Duration.Count / one.Seconds)]),
        ErrorRate = Estimate.From([.. trials.Select(one => one.Step.ErrorRate)]),
        P50Ms = Over(trials, took => took.P50Ms),
        P95Ms = Over(trials, took => took.P95Ms),
        P99Ms = Over(trials, took => took.P99Ms),
    };

    private static Estimate? Over(IEnumerable<(StepSummary Step, double)> trials, Func<LatencySummary, double?> read) =>
        Estimate.From([.. trials.Select(one => read(one.Step.Duration)).OfType<double>()]);
}
