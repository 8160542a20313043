using System.Diagnostics;

namespace LoadLab.Engine.Measurement;

/// <summary>Nanoseconds that never step: CLOCK_MONOTONIC by way of <see cref="Stopwatch"/>.</summary>
public static class MonotonicClock
{
    /// <summary>Now, in ns from an arbitrary origin common to the whole machine.</summary>
    public static long NowNs() =>
        Stopwatch.Frequency == 1_000_000_000
            ? Stopwatch.GetTimestamp()
            : (long)((Int128)Stopwatch.GetTimestamp() * 1_000_000_000 / Stopwatch.Frequency);
}
