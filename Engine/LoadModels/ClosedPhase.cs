namespace LoadLab.Engine.LoadModels;

/// <summary>Virtual users, each of which waits for its response (and thinks) before it asks again.</summary>
public sealed record ClosedPhase : LoadPhase
{
    /// <summary>How many users are alive, over time.</summary>
    public required IUserSchedule Users { get; init; }

    /// <summary>The requests to make in all before the phase ends; null where time ends it.</summary>
    public required long? Iterations { get; init; }
}
