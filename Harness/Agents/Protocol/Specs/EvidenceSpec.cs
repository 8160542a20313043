namespace LoadLab.Harness.Agents.Protocol.Specs;

/// <summary>What the generator tells about itself in an interval.</summary>
/// <param name="StalledNs">Time in which a loop should have looked at its events and could not; null where there are no loops.</param>
/// <param name="LongestStallNs">The longest such stretch; null as before.</param>
/// <param name="RunDelayNs">Time in which a loop's thread could have run and had no processor; null where the system does not tell.</param>
/// <param name="GcPauseNs">Time in which the garbage collector had all threads stopped.</param>
internal sealed record EvidenceSpec(long? StalledNs, long? LongestStallNs, long? RunDelayNs, long GcPauseNs);
