namespace LoadLab.Engine.LoadModels;

/// <summary>The intended send times of an open phase, in order.</summary>
public interface IArrivalSchedule
{
    /// <summary>Returned by <see cref="NextNs"/> when no arrival remains.</summary>
    const long End = long.MaxValue;

    /// <summary>The next arrival in ns from the phase's start, never before the one returned last; <see cref="End"/> when there is none.</summary>
    long NextNs();
}
