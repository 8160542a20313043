namespace LoadLab.Engine.SelfCheck;

/// <summary>What every wake-up waits for its processor even when nobody else wants it: a running mean, to be taken off before a delay is called a stall.</summary>
internal struct WakeAllowance
{
    /// <summary>Wakes of an idle processor take below 3 µs; an allowance much above that would come to excuse a busy one.</summary>
    public const long MostNs = 5_000;

    /// <summary>Each look weighs a sixteenth: steady over some ten milliseconds, yet quick enough for the first second.</summary>
    private const int Weight = 16;

    private long _scaledNs;

    /// <summary>Per slice, in ns.</summary>
    public readonly long Ns => _scaledNs / Weight;

    /// <summary>What remains of a delay when each slice is allowed its usual wait; never negative.</summary>
    public readonly long Excess(SchedulerTimes passed) => Math.Max(0, passed.RunDelayNs - (passed.Slices * Ns));

    /// <summary>Takes in a stretch without a stall.</summary>
    public void Learn(SchedulerTimes passed)
    {
        if (passed.Slices > 0)
        {
            _scaledNs += Math.Min(passed.RunDelayNs / passed.Slices, MostNs) - Ns;
        }
    }
}
