namespace LoadLab.Engine.LoadModels;

/// <summary>Arrivals that do not wait for responses.</summary>
public sealed record OpenPhase : LoadPhase
{
    /// <summary>Makes a run through the phase's arrivals that are due at a moment, in ns from its start, or later.</summary>
    public required Func<long, IArrivalSchedule> Walk { get; init; }

    /// <summary>A fresh, independent run through the phase's arrivals.</summary>
    /// <param name="fromNs">Without those due before this moment, which may take a while to pass over.</param>
    public IArrivalSchedule CreateSchedule(long fromNs = 0) => Walk(fromNs);
}
