using LoadLab.Harness.Deployment;

namespace LoadLab.Harness.Experiments.Sampling;

/// <summary>What the counters of one replica rose by over some time.</summary>
/// <param name="ElapsedNs">That time.</param>
/// <param name="CpuNs">CPU time used.</param>
/// <param name="Periods">Scheduler periods in which it wanted to run; null where not counted.</param>
/// <param name="ThrottledPeriods">Of these, the ones in which its limit stopped it.</param>
/// <param name="ReceivedBytes">Null where not counted.</param>
/// <param name="SentBytes">Null where not counted.</param>
internal readonly record struct ResourceDelta(long ElapsedNs, long CpuNs, long? Periods, long? ThrottledPeriods, long? ReceivedBytes, long? SentBytes)
{
    public double Cores => (double)CpuNs / ElapsedNs;

    /// <summary>0 to 1; 0 where it never wanted to run.</summary>
    public double? ThrottledShare => Periods is { } periods && ThrottledPeriods is { } throttled ? periods > 0 ? (double)throttled / periods : 0 : null;

    public double? ReceivedBytesPerSecond => ReceivedBytes * 1e9 / ElapsedNs;

    public double? SentBytesPerSecond => SentBytes * 1e9 / ElapsedNs;

    /// <summary>True where a counter fell: the replica is not the one it was, so the difference tells nothing.</summary>
    public bool IsOfAnother => CpuNs < 0 || Periods < 0 || ThrottledPeriods < 0 || ReceivedBytes < 0 || SentBytes < 0;

    public static ResourceDelta Between(ResourceReading from, ResourceReading to) => new(
        to.AtNs - from.AtNs,
        to.CpuNs - from.CpuNs,
        to.Periods - from.Periods,
        to.ThrottledPeriods - from.ThrottledPeriods,
        to.ReceivedBytes - from.ReceivedBytes,
        to.SentBytes - from.SentBytes);

    /// <summary>Both together; what one of them does not count is not known of the whole.</summary>
    public static ResourceDelta operator +(ResourceDelta one, ResourceDelta other) => new(
        one.ElapsedNs + other.ElapsedNs,
        one.CpuNs + other.CpuNs,
        one.Periods + other.Periods,
        one.ThrottledPeriods + other.ThrottledPeriods,
        one.ReceivedBytes + other.ReceivedBytes,
        one.SentBytes + other.SentBytes);
}
