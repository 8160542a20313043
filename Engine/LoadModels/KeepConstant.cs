namespace LoadLab.Engine.LoadModels;

/// <summary>Closed: <paramref name="Copies"/> virtual users.</summary>
public sealed record KeepConstant(int Copies, TimeSpan During) : LoadSimulation
{
    public override string Name => "keep_constant";

    public override TimeSpan? Duration => During;

    public override IReadOnlyList<string> Validate() =>
        StageRules.Failures(StageRules.Copies(Copies, 1), StageRules.During(During));
}
