namespace LoadLab.Engine.LoadModels;

/// <summary>No load for a while.</summary>
public sealed record Pause(TimeSpan During) : LoadSimulation
{
    public override string Name => "pause";

    public override TimeSpan? Duration => During;

    public override IReadOnlyList<string> Validate() =>
        StageRules.Failures(StageRules.During(During));
}
