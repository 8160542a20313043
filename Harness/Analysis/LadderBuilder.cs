using LoadLab.Harness.Profiles;

namespace LoadLab.Harness.Analysis;

/// <summary>Configurations → the ladders they make: one for each combination of the other axes.</summary>
internal sealed class LadderBuilder(string axis, IReadOnlyList<ConfigurationAnalysis> configurations)
{
    private readonly IReadOnlyList<string> _names = [.. configurations.Select(one => NameOf(one, axis)).Distinct()];
    private readonly AxisConditions _conditions = new(axis, configurations);

    public IReadOnlyList<Ladder> Build() => [.. configurations.GroupBy(_conditions.Of).Select(group => Build(group.Key, [.. group.OrderBy(Place)]))];

    private static string NameOf(ConfigurationAnalysis one, string axis) => AxisValue.NameOf(one.Configuration, axis) ?? one.Id;

    private int Place(ConfigurationAnalysis one) => _names.ToList().IndexOf(NameOf(one, axis));

    private Ladder Build(string conditions, List<ConfigurationAnalysis> ladder)
    {
        var overBefore = Gain.Together([.. ladder.Select((one, index) => index == 0 ? null : Ratio(one, Before(ladder, index)))]);
        var overFirst = Gain.Together([.. ladder.Select((one, index) => index == 0 ? null : Ratio(one, First(ladder)))]);
        return new Ladder
        {
            Axis = axis,
            Conditions = conditions.Length > 0 ? conditions : null,
            Rungs = [.. ladder.Select((one, index) => new LadderRung
            {
                Configuration = one,
                Name = NameOf(one, axis),
                Changes = index == 0 ? [] : ConfigurationDifference.Between(ladder[index - 1].Configuration, one.Configuration),
                OverBefore = overBefore[index],
                OverFirst = overFirst[index],
                Costliest = CostliestStage.Of(one.StageSeconds),
            })],
            Notes = [.. Notes(ladder)],
        };
    }

    // Across a rung that this ladder lacks, two changes would look like one.
    private ConfigurationAnalysis? Before(List<ConfigurationAnalysis> ladder, int index) =>
        Place(ladder[index]) - Place(ladder[index - 1]) == 1 ? ladder[index - 1] : null;

    private ConfigurationAnalysis? First(List<ConfigurationAnalysis> ladder) => Place(ladder[0]) == 0 ? ladder[0] : null;

    private static MeanRatio? Ratio(ConfigurationAnalysis one, ConfigurationAnalysis? other) =>
        other is null ? null : MeanRatio.Of(one.Samples(load => load.RequestsPerSecond), other.Samples(load => load.RequestsPerSecond));

    private IEnumerable<string> Notes(List<ConfigurationAnalysis> ladder)
    {
        if (_names.Except(ladder.Select(one => NameOf(one, axis))).ToList() is { Count: > 0 } absent)
        {
            yield return $"The matrix leaves out {Names(absent)}: no gain is told across it.";
        }

        if (ladder.Where(one => one.Used.Count == 0).ToList() is { Count: > 0 } unmeasured)
        {
            yield return $"No trial that may be believed: {Names(unmeasured)}. No gain is told of it or over it.";
        }

        if (ladder.Where(one => one.Suspect.Any()).ToList() is { Count: > 0 } suspect)
        {
            yield return $"Trials to be taken with care are among those of {Names(suspect)}.";
        }

        if (ladder.Select(one => LoadKey.Of(one.Configuration.Load)).Distinct().Count() > 1)
        {
            yield return "Not all ran under the same load, so the gains are not those of the changes alone.";
        }

        if (ladder.Where(one => one.Used.Count > 0 && one.StageSeconds.Count == 0).ToList() is { Count: > 0 } untold)
        {
            yield return $"The target reported no stage times that cover the requests measured: {Names(untold)}.";
        }
    }

    private string Names(IEnumerable<ConfigurationAnalysis> some) => Names(some.Select(one => NameOf(one, axis)));

    private static string Names(IEnumerable<string> some) => string.Join(", ", some.Select(name => $"“{name}”"));
}
