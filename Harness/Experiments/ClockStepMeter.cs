using LoadLab.Engine.Measurement;

namespace LoadLab.Harness.Experiments;

/// <summary>Holds the wall clock against the monotonic one.</summary>
internal sealed class ClockStepMeter(TimeProvider time)
{
    private readonly DateTimeOffset _wall = time.GetUtcNow();
    private readonly long _monotonicNs = MonotonicClock.NowNs();

    /// <summary>Wall time passed − monotonic time passed since this was made: zero but for slewing.</summary>
    public TimeSpan Step() => time.GetUtcNow() - _wall - TimeSpan.FromMicroseconds((MonotonicClock.NowNs() - _monotonicNs) / 1e3);
}
