using LoadLab.Harness.Profiles;

namespace LoadLab.Harness.Analysis;

/// <summary>Finds each configuration's baseline, the one with the same values on all other axes, and holds it against that.</summary>
internal sealed class ComparisonBuilder(ComparisonConfig compare, IReadOnlyList<ConfigurationAnalysis> configurations)
{
    /// <summary>The target's stage that is the time per item where there are no batches.</summary>
    private const string InferenceStage = "infer";

    private readonly AxisConditions _conditions = new(compare.Axis, configurations);

    public Comparison Build()
    {
        var pairs = configurations.GroupBy(_conditions.Of).SelectMany(Pairs).ToList();
        var throughput = Together(pairs, one => one.Samples(load => load.RequestsPerSecond));
        var p50 = Together(pairs, one => one.Samples(load => load.ResponseTime.P50Ms));
        var p95 = Together(pairs, one => one.Samples(load => load.ResponseTime.P95Ms));
        var efficiency = Gain.Together([.. pairs.Select(Efficiency)]);
        return new Comparison(
            compare.Axis,
            compare.Baseline,
            [.. pairs.Select((pair, index) => new ComparisonRow
            {
                Configuration = pair.One,
                Conditions = _conditions.Of(pair.One),
                Name = NameOf(pair.One),
                Baseline = pair.Baseline?.Id,
                Throughput = throughput[index],
                P50 = p50[index],
                P95 = p95[index],
                Efficiency = efficiency[index],
            })],
            [.. Notes(pairs)]);
    }

    private IEnumerable<(ConfigurationAnalysis One, ConfigurationAnalysis? Baseline)> Pairs(IGrouping<string, ConfigurationAnalysis> group)
    {
        var baseline = group.FirstOrDefault(one => NameOf(one) == compare.Baseline);
        return group.OrderBy(one => one != baseline).Select(one => (one, one == baseline ? null : baseline));
    }

    private string NameOf(ConfigurationAnalysis one) => AxisValue.NameOf(one.Configuration, compare.Axis) ?? one.Id;

    private static IReadOnlyList<Gain?> Together(
        List<(ConfigurationAnalysis One, ConfigurationAnalysis? Baseline)> pairs, Func<ConfigurationAnalysis, IReadOnlyList<double>> read) =>
        Gain.Together([.. pairs.Select(pair => pair.Baseline is { } baseline ? MeanRatio.Of(read(pair.One), read(baseline)) : null)]);

    // Baseline's time per item × size ÷ batch time is the ratio of the two times per item.
    private static MeanRatio? Efficiency((ConfigurationAnalysis One, ConfigurationAnalysis? Baseline) pair) =>
        pair.Baseline is { } baseline && pair.One.Batches is not null ? MeanRatio.Of(ItemMs(baseline), ItemMs(pair.One)) : null;

    private static List<double> ItemMs(ConfigurationAnalysis one) => one.Batches is not null
        ? [.. one.Used.Select(trial => trial.Batches?.ItemMs).OfType<double>()]
        : [.. one.Used.Where(trial => trial.StageSeconds.ContainsKey(InferenceStage)).Select(trial => trial.StageSeconds[InferenceStage] * 1000)];

    private IEnumerable<string> Notes(List<(ConfigurationAnalysis One, ConfigurationAnalysis? Baseline)> pairs)
    {
        if (pairs.Where(pair => pair.Baseline is null && NameOf(pair.One) != compare.Baseline).ToList() is { Count: > 0 } alone)
        {
            yield return $"Nothing to hold against, as the matrix leaves out “{compare.Baseline}” there: {Ids(alone)}.";
        }

        if (pairs.Where(pair => pair.One.Used.Count == 0).ToList() is { Count: > 0 } unmeasured)
        {
            yield return $"No trial that may be believed, so no ratio: {Ids(unmeasured)}.";
        }

        if (pairs.Where(pair => pair.Baseline is { } baseline && LoadKey.Of(pair.One.Configuration.Load) != LoadKey.Of(baseline.Configuration.Load)).ToList() is { Count: > 0 } different)
        {
            yield return $"Under another load than the baseline, so the ratios are not those of “{compare.Axis}” alone: {Ids(different)}.";
        }

        if (pairs.Where(pair => pair.Baseline is { Used.Count: > 0 } && pair.One.Batches is not null && Efficiency(pair) is null).ToList() is { Count: > 0 } untold)
        {
            yield return $"No efficiency, as the baseline's time per item is not known (neither batches nor a stage “{InferenceStage}”): {Ids(untold)}.";
        }
    }

    private static string Ids(IEnumerable<(ConfigurationAnalysis One, ConfigurationAnalysis? Baseline)> pairs) =>
        string.Join(", ", pairs.Select(pair => pair.One.Id));
}
