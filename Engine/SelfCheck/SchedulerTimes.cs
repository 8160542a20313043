namespace LoadLab.Engine.SelfCheck;

/// <summary>What the scheduler has counted for one thread since it began.</summary>
/// <param name="RunDelayNs">Time in which it could run and had no processor.</param>
/// <param name="Slices">Times it was given a processor.</param>
internal readonly record struct SchedulerTimes(long RunDelayNs, long Slices)
{
    public static SchedulerTimes operator -(SchedulerTimes later, SchedulerTimes earlier) =>
        new(later.RunDelayNs - earlier.RunDelayNs, later.Slices - earlier.Slices);
}
