namespace LoadLab.Engine.LoadModels;

/// <summary>Closed: from the number of users of the stage before (0 at first) linearly to <paramref name="Copies"/>.</summary>
public sealed record RampingConstant(int Copies, TimeSpan During) : LoadSimulation
{
    public override string Name => "ramping_constant";

    public override TimeSpan? Duration => During;

    public override IReadOnlyList<string> Validate() =>
        StageRules.Failures(StageRules.Copies(Copies, 0), StageRules.During(During));
}
