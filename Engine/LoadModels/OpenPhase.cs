namespace LoadLab.Engine.LoadModels;

/// <summary>Arrivals that do not wait for responses.</summary>
public sealed record OpenPhase : LoadPhase
{
    /// <summary>Makes a fresh, independent run through the phase's arrivals.</summary>
    public required Func<IArrivalSchedule> CreateSchedule { get; init; }
}
