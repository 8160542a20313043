namespace LoadLab.Engine.Scenarios;

/// <summary>An arrival that is about to begin.</summary>
/// <param name="IntendedNs">When it was due.</param>
/// <param name="HasWaited">Whether it had to wait for others, because there may not be more at once.</param>
internal readonly record struct Arrival(long IntendedNs, bool HasWaited);
