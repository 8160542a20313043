namespace LoadLab.Engine.LoadModels;

/// <summary>Open: for each <paramref name="Interval"/> a number of arrivals drawn uniformly between the two rates.</summary>
public sealed record InjectRandom(int MinRate, int MaxRate, TimeSpan Interval, TimeSpan During) : LoadSimulation
{
    public override string Name => "inject_random";

    public override TimeSpan? Duration => During;

    public override IReadOnlyList<string> Validate() => throw new NotSupportedException("skeleton");
}
