using LoadLab.Engine.Measurement;
using LoadLab.Harness.Results;

namespace LoadLab.Harness.Analysis;

/// <summary>Results → what they say. Pure: reads nothing and writes nothing.</summary>
public static class SweepAnalyzer
{
    /// <summary>More trials than these are told of together.</summary>
    private const int MostNamed = 5;

    /// <summary>Analyses a sweep, finished or not.</summary>
    /// <param name="sweep">Profile, environment and finished trials.</param>
    /// <param name="responseTimes">Response times of successful requests by trial id; may lack trials that have none.</param>
    public static SweepAnalysis Analyze(SweepResult sweep, IReadOnlyDictionary<string, LatencyHistogram> responseTimes)
    {
        var analyzer = new ConfigurationAnalyzer(sweep, responseTimes);
        var configurations = sweep.Profile.Configurations.Select(analyzer.Analyze).ToList();
        var loads = configurations.GroupBy(one => LoadKey.Of(one.Configuration.Load)).ToList();
        IReadOnlyList<Ladder> ladders = sweep.Profile.Ladder is { } axis ? new LadderBuilder(axis, configurations).Build() : [];
        var kind = ladders.Count > 0 ? SweepKind.Ladder : Kind(loads);
        var caveats = Caveats(sweep);
        return new SweepAnalysis
        {
            Kind = kind,
            Configurations = configurations,
            Recommendations = kind is SweepKind.Tuning or SweepKind.TuningPerLoad
                ? [.. loads.Select(load => Recommend(sweep, load, loads.Count, caveats))]
                : [],
            Findings = kind switch
            {
                SweepKind.Workloads => WorkloadComparison.Of(configurations),
                SweepKind.Loads => LoadComparison.Of(configurations),
                SweepKind.Ladder => [.. LadderFindings.Of(ladders)],
                _ => [],
            },
            Ladders = ladders,
            Comparison = sweep.Profile.Compare is { } compare ? new ComparisonBuilder(compare, configurations).Build() : null,
            Caveats = caveats,
        };
    }

    private static SweepKind Kind(List<IGrouping<LoadKey, ConfigurationAnalysis>> loads)
    {
        if (loads.Count == 1)
        {
            return SweepKind.Tuning;
        }

        if (loads.Exists(load => load.Count() > 1) || loads.SelectMany(load => load).DistinctBy(TuningOf).Count() > 1)
        {
            return SweepKind.TuningPerLoad;
        }

        return loads.DistinctBy(load => load.Key.Work).Count() > 1 ? SweepKind.Workloads : SweepKind.Loads;
    }

    private static string TuningOf(ConfigurationAnalysis one)
    {
        var (it, target) = (one.Configuration, one.Configuration.Target);
        return $"{it.Replicas} {it.Workers} {it.Cpus} {it.MemoryBytes} {target.Image} {string.Join(' ', target.Command ?? [])} "
            + $"{string.Join(' ', target.Urls)} {string.Join(';', target.Environment.OrderBy(pair => pair.Key, StringComparer.Ordinal))}";
    }

    private static Recommendation Recommend(
        SweepResult sweep,
        IGrouping<LoadKey, ConfigurationAnalysis> load,
        int loads,
        IReadOnlyList<string> caveats)
    {
        var recommendation = new Recommender(sweep.Profile, caveats).Recommend([.. load]);
        return loads == 1 ? recommendation : recommendation with { Load = LoadText.Of(load.First().Configuration.Load) };
    }

    private static List<string> Caveats(SweepResult sweep) => [.. Unfinished(sweep), .. MeasuredAgain(sweep)];

    private static IEnumerable<string> Unfinished(SweepResult sweep) =>
        sweep.Trials.Count < sweep.PlannedTrials
            ? [$"The sweep is not finished: {sweep.Trials.Count:N0} of {Quantity.Count(sweep.PlannedTrials, "trial")} are done."]
            : [];

    /// <summary>A failure that was measured away is still one: a target that fails now and then is not the same as one that never does.</summary>
    private static IEnumerable<string> MeasuredAgain(SweepResult sweep)
    {
        var again = sweep.SetAside.Where(attempt => sweep.Trials.Any(trial => trial.Id == attempt.Id)).GroupBy(attempt => attempt.Id).ToList();
        return again.Count <= MostNamed
            ? again.Select(attempts => MeasuredAgain([.. attempts]))
            : [$"{again.Count:N0} trials were measured again, as their first attempts failed or were invalid: {string.Join(", ", again.Select(attempts => attempts.Key))}."];
    }

    private static string MeasuredAgain(List<TrialResult> attempts)
    {
        var first = attempts[0];
        var how = first.Outcome == TrialOutcome.Completed ? "was invalid" : "failed";
        var why = first.Validity.Reasons is [var reason, ..] ? $": {reason.TrimEnd('.')}" : "";
        return $"{first.Id} was measured again{(attempts.Count > 1 ? $", {Quantity.Count(attempts.Count, "time")}" : "")}, as its first attempt {how}{why}.";
    }
}
