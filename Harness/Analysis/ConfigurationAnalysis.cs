using LoadLab.Engine.SelfCheck;
using LoadLab.Harness.Profiles;
using LoadLab.Harness.Results;

namespace LoadLab.Harness.Analysis;

/// <summary>All that the repeats of one configuration say.</summary>
public sealed record ConfigurationAnalysis
{
    public required Configuration Configuration { get; init; }

    /// <summary>Every finished trial, by repeat.</summary>
    public required IReadOnlyList<TrialResult> Trials { get; init; }

    /// <summary>The trials that the figures rest on: completed and not invalid; suspect ones are among them.</summary>
    public required IReadOnlyList<TrialResult> Used { get; init; }

    /// <summary>Completed trials left out because they are invalid.</summary>
    public required int InvalidTrials { get; init; }

    /// <summary>Trials in which the target or the generator failed.</summary>
    public required int FailedTrials { get; init; }

    /// <summary>Successful requests per second.</summary>
    public Estimate? Throughput { get; init; }

    /// <summary>Response times in ms: mean over the repeats of each trial's figure.</summary>
    public Estimate? MeanMs { get; init; }

    public Estimate? P50Ms { get; init; }

    public Estimate? P95Ms { get; init; }

    public Estimate? P99Ms { get; init; }

    /// <summary>Failed share of finished requests, 0 to 1.</summary>
    public Estimate? ErrorRate { get; init; }

    /// <summary>Price of a million successful requests; null without prices or limits.</summary>
    public Estimate? CostPerMillion { get; init; }

    /// <summary>Where the time of its requests went.</summary>
    public required RequestTimes Times { get; init; }

    /// <summary>Percentiles of all used repeats together.</summary>
    public required IReadOnlyList<PercentilePoint> Percentiles { get; init; }

    /// <summary>One entry per bound of the SLO; empty where there is none.</summary>
    public required IReadOnlyList<SloCheck> Slo { get; init; }

    public required Diagnosis Diagnosis { get; init; }

    /// <summary>The limits that its replicas ran into; empty for most.</summary>
    public IReadOnlyList<ResourceMark> Marks { get; init; } = [];

    /// <summary>Mean seconds per request and stage over the used repeats, the costliest first.</summary>
    public required IReadOnlyList<KeyValuePair<string, double>> StageSeconds { get; init; }

    /// <summary>The batches that the target ran; null where it told of none.</summary>
    public BatchFigures? Batches { get; init; }

    /// <summary>The steps of user code; empty for HTTP loads.</summary>
    public IReadOnlyList<StepAnalysis> Steps { get; init; } = [];

    public string Id => Configuration.Id;

    /// <summary>Used trials whose result is to be taken with care.</summary>
    public IEnumerable<TrialResult> Suspect => Used.Where(trial => trial.Validity.Verdict == Verdict.Suspect);

    /// <summary>The worst of all bounds; held where there is no SLO; missed where nothing could be measured.</summary>
    public SloState SloState => Used.Count == 0 ? SloState.Missed : Slo.Count == 0 ? SloState.Held : Slo.Max(check => check.State);

    /// <summary>How far the worst bound is overstepped, as a ratio; above 1 it is not held.</summary>
    public double SloExcess => Used.Count == 0 ? double.PositiveInfinity : Slo.Count == 0 ? 0 : Slo.Max(check => check.Excess);

    /// <summary>A trial in which the target would not start or died speaks against it, however fast the others were.</summary>
    public bool TargetFailed => Trials.Any(trial => trial.Outcome == TrialOutcome.TargetFailed);

    /// <summary>May be recommended: measured, not failed, and every bound held.</summary>
    public bool Eligible =>
        Used.Count > 0 && !TargetFailed && Throughput is { Mean: > 0 } && SloState is SloState.Held or SloState.HeldOnce;

    /// <summary>A figure of each used trial that has it.</summary>
    public IReadOnlyList<double> Samples(Func<LoadSummary, double?> read) =>
        [.. Used.Select(trial => read(trial.Load!)).OfType<double>()];
}
