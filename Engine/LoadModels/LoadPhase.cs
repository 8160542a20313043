namespace LoadLab.Engine.LoadModels;

/// <summary>What an event loop executes: one stage of the plan, already reduced to arrivals or to virtual users.</summary>
/// <remarks>All times inside a phase are nanoseconds from the phase's own start.</remarks>
public abstract record LoadPhase
{
    private protected LoadPhase() { }

    /// <summary>The stage this phase came from.</summary>
    public required LoadSimulation Simulation { get; init; }

    /// <summary>Length in ns; null where the phase ends when its iterations are done.</summary>
    public required long? DurationNs { get; init; }
}
