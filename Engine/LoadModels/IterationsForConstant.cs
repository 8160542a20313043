namespace LoadLab.Engine.LoadModels;

/// <summary>Closed: <paramref name="Copies"/> virtual users until they have made <paramref name="Iterations"/> requests in all.</summary>
public sealed record IterationsForConstant(int Copies, int Iterations) : LoadSimulation
{
    public override string Name => "iterations_for_constant";

    public override TimeSpan? Duration => null;

    public override IReadOnlyList<string> Validate() =>
        StageRules.Failures(StageRules.Copies(Copies, 1), StageRules.AtLeast("iterations", Iterations, 1, "give at least one request"));
}
