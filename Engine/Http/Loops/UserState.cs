namespace LoadLab.Engine.Http.Loops;

/// <summary>What a virtual user is doing.</summary>
internal enum UserState
{
    /// <summary>Nothing: the phase's iterations have all been started.</summary>
    Parked,

    /// <summary>In the loop's timers: thinking, backing off or about to begin.</summary>
    Waiting,

    /// <summary>Its request is under way.</summary>
    Busy,
}
