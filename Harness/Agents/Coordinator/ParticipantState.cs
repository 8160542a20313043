namespace LoadLab.Harness.Agents.Coordinator;

/// <summary>How far an agent is with a run.</summary>
internal enum ParticipantState
{
    /// <summary>Was told what to do, and sets it up.</summary>
    Preparing,

    /// <summary>Waits for the start.</summary>
    Ready,

    /// <summary>Makes its share.</summary>
    Running,

    /// <summary>Was asked to go, or to end, and has not told its result.</summary>
    Ending,

    /// <summary>Told its result.</summary>
    Finished,

    /// <summary>Was not heard of for too long.</summary>
    Lost,

    /// <summary>Said that it cannot go on.</summary>
    Failed,
}
