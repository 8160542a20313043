namespace LoadLab.Engine.LoadModels;

/// <summary>Open: from the rate of the stage before (0 at first) linearly to <paramref name="Rate"/> arrivals per <paramref name="Interval"/>.</summary>
public sealed record RampingInject(int Rate, TimeSpan Interval, TimeSpan During) : LoadSimulation
{
    /// <summary>How the arrivals lie in time.</summary>
    public ArrivalProcess Arrivals { get; init; }

    public override string Name => "ramping_inject";

    public override TimeSpan? Duration => During;

    public override IReadOnlyList<string> Validate() =>
        StageRules.Failures(StageRules.Rate("rate", Rate, 0, Interval), StageRules.Interval(Interval), StageRules.During(During), StageRules.Arrivals(Arrivals));
}
