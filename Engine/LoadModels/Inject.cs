namespace LoadLab.Engine.LoadModels;

/// <summary>Open: <paramref name="Rate"/> arrivals every <paramref name="Interval"/>.</summary>
public sealed record Inject(int Rate, TimeSpan Interval, TimeSpan During) : LoadSimulation
{
    /// <summary>How the arrivals lie in time.</summary>
    public ArrivalProcess Arrivals { get; init; }

    public override string Name => "inject";

    public override TimeSpan? Duration => During;

    public override IReadOnlyList<string> Validate() =>
        StageRules.Failures(StageRules.Rate("rate", Rate, 1, Interval), StageRules.Interval(Interval), StageRules.During(During), StageRules.Arrivals(Arrivals));
}
