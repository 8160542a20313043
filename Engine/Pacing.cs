namespace LoadLab.Engine;

/// <summary>How an event loop waits for the next arrival of an open load.</summary>
public enum Pacing
{
    /// <summary>By a timer, and the last moments by looking at the clock again and again: on time to about a microsecond, for a part of a processor.</summary>
    Precise,

    /// <summary>By a timer alone: as late as the system wakes the loop, which shows as lateness, for no processor time.</summary>
    Frugal,
}
