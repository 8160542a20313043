namespace LoadLab.Engine.LoadModels;

/// <summary>Open: for each <paramref name="Interval"/> a number of arrivals drawn uniformly between the two rates.</summary>
public sealed record InjectRandom(int MinRate, int MaxRate, TimeSpan Interval, TimeSpan During) : LoadSimulation
{
    public override string Name => "inject_random";

    public override TimeSpan? Duration => During;

    public override IReadOnlyList<string> Validate() => StageRules.Failures(
        StageRules.AtLeast("min_rate", MinRate, 0, "give 0 or more arrivals"),
        StageRules.Rate("max_rate", MaxRate, 1, Interval),
        MinRate > MaxRate ? $"min_rate: {MinRate} is above max_rate, {MaxRate}; exchange the two" : null,
        StageRules.Interval(Interval),
        StageRules.During(During));
}
