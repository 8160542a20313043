using LoadLab.Engine.Measurement;

namespace LoadLab.Engine.SelfCheck;

/// <summary>Holds the wall clock against the monotonic one, from the moment it is made.</summary>
internal sealed class ClockStepMeter(TimeProvider wallClock)
{
    private readonly DateTimeOffset _wall = wallClock.GetUtcNow();
    private readonly long _monotonicNs = MonotonicClock.NowNs();

    /// <summary>The largest step seen so far, with its sign: a clock that steps forth and back again has stepped nevertheless.</summary>
    public TimeSpan Largest { get; private set; }

    /// <summary>Looks again; wall time passed − monotonic time passed is zero but for slewing.</summary>
    public void Look()
    {
        var step = wallClock.GetUtcNow() - _wall - TimeSpan.FromTicks((MonotonicClock.NowNs() - _monotonicNs) / TimeSpan.NanosecondsPerTick);
        if (step.Duration() > Largest.Duration())
        {
            Largest = step;
        }
    }
}
