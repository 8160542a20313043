using LoadLab.Engine.Measurement;
using LoadLab.Engine.SelfCheck;
using LoadLab.Harness.Profiles;
using LoadLab.Harness.Results;

namespace LoadLab.Harness.Analysis;

/// <summary>Turns the trials of one configuration into its figures.</summary>
/// <param name="sweep">The sweep that the configuration is part of.</param>
/// <param name="responseTimes">Histograms by trial id; trials without one only lack the percentile curve.</param>
internal sealed class ConfigurationAnalyzer(SweepResult sweep, IReadOnlyDictionary<string, LatencyHistogram> responseTimes)
{
    private readonly IReadOnlyList<SloBound> _bounds = SloBound.Of(sweep.Profile.Slo);

    public ConfigurationAnalysis Analyze(Configuration configuration)
    {
        var trials = sweep.Trials.Where(trial => trial.ConfigurationId == configuration.Id).OrderBy(trial => trial.Repeat).ToList();
        var used = trials.Where(IsUsed).ToList();
        var stages = Stages(used);
        return new ConfigurationAnalysis
        {
            Configuration = configuration,
            Trials = trials,
            Used = used,
            InvalidTrials = trials.Count(trial => trial.Outcome == TrialOutcome.Completed && !IsUsed(trial)),
            FailedTrials = trials.Count(trial => trial.Outcome != TrialOutcome.Completed),
            Throughput = Over(used, load => load.RequestsPerSecond),
            MeanMs = Over(used, load => load.ResponseTime.MeanMs),
            P50Ms = Over(used, load => load.ResponseTime.P50Ms),
            P95Ms = Over(used, load => load.ResponseTime.P95Ms),
            P99Ms = Over(used, load => load.ResponseTime.P99Ms),
            ErrorRate = Over(used, load => load.ErrorRate),
            CostPerMillion = Cost(configuration, used),
            Times = RequestTimes.Of(used),
            Percentiles = PercentileCurve.Of(used.Where(trial => responseTimes.ContainsKey(trial.Id)).Select(trial => responseTimes[trial.Id])),
            Slo = [.. _bounds.Select(bound => Check(bound, used))],
            Diagnosis = trials.Count == 0 ? Diagnosis.NotMeasured : Diagnostician.Of(configuration, trials, used, stages, sweep.Environment),
            Marks = ResourceMarks.Of(trials, used),
            StageSeconds = stages,
            Batches = BatchFigures.Of(used),
            Steps = StepAnalysis.Of(used),
        };
    }

    private static bool IsUsed(TrialResult trial) =>
        trial is { Outcome: TrialOutcome.Completed, Load: not null } && trial.Validity.Verdict != Verdict.Invalid;

    // A repeat without one successful request has no latency: leaving it out would flatter the others.
    private static SloCheck Check(SloBound bound, IReadOnlyList<TrialResult> used) =>
        SloCheck.Of(bound, used.All(trial => bound.Read(trial.Load!) is not null) ? Over(used, bound.Read) : null);

    private static Estimate? Over(IEnumerable<TrialResult> used, Func<LoadSummary, double?> read) =>
        Estimate.From([.. used.Select(trial => read(trial.Load!)).OfType<double>()]);

    private Estimate? Cost(Configuration configuration, IReadOnlyList<TrialResult> used) =>
        ResourcePrice.PerHour(configuration, sweep.Profile.Prices) is { } perHour && used.All(trial => trial.Load!.RequestsPerSecond > 0)
            ? Over(used, load => ResourcePrice.PerMillion(perHour, load.RequestsPerSecond))
            : null;

    // A stage that took place in some of the trials that told their stages took no time in the others.
    private static List<KeyValuePair<string, double>> Stages(IReadOnlyList<TrialResult> used)
    {
        var told = used.Where(trial => trial.StageSeconds.Count > 0).ToList();
        return [.. told.SelectMany(trial => trial.StageSeconds).GroupBy(stage => stage.Key)
            .Select(stage => KeyValuePair.Create(stage.Key, stage.Sum(entry => entry.Value) / told.Count))
            .OrderByDescending(stage => stage.Value)];
    }
}
