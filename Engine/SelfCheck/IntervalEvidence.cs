namespace LoadLab.Engine.SelfCheck;

/// <summary>What the generator tells about itself in one interval, so that one bad second can be seen. Of several loops, the worst.</summary>
/// <param name="Stalled">Time in which a loop should have looked at its events and could not; null for user code, which has no loops.</param>
/// <param name="LongestStall">The longest such stretch; null as before.</param>
/// <param name="RunDelay">Time in which a loop's thread could have run and had no processor; null where the system does not tell.</param>
/// <param name="GcPause">Time in which the garbage collector had all threads stopped.</param>
public sealed record IntervalEvidence(TimeSpan? Stalled, TimeSpan? LongestStall, TimeSpan? RunDelay, TimeSpan GcPause);
