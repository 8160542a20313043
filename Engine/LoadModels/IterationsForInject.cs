namespace LoadLab.Engine.LoadModels;

/// <summary>Open: <paramref name="Rate"/> arrivals every <paramref name="Interval"/> until there have been <paramref name="Iterations"/>.</summary>
public sealed record IterationsForInject(int Rate, TimeSpan Interval, int Iterations) : LoadSimulation
{
    /// <summary>How the arrivals lie in time.</summary>
    public ArrivalProcess Arrivals { get; init; }

    public override string Name => "iterations_for_inject";

    public override TimeSpan? Duration => null;

    public override IReadOnlyList<string> Validate() => StageRules.Failures(
        StageRules.Rate("rate", Rate, 1, Interval),
        StageRules.Interval(Interval),
        StageRules.Iterations(Iterations, Rate, Interval),
        StageRules.Arrivals(Arrivals));
}
