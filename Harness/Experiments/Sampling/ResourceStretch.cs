using LoadLab.Harness.Deployment;

namespace LoadLab.Harness.Experiments.Sampling;

/// <summary>One replica between two of its readings.</summary>
/// <param name="End">The reading at its end.</param>
/// <param name="Delta">What its counters rose by.</param>
/// <param name="OomKills">Processes killed for want of memory since the stretch before.</param>
internal readonly record struct ResourceStretch(ResourceReading End, ResourceDelta Delta, long OomKills);
