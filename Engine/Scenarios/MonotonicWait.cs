using LoadLab.Engine.Measurement;

namespace LoadLab.Engine.Scenarios;

/// <summary>Waits for moments of the monotonic clock.</summary>
internal static class MonotonicWait
{
    /// <summary>A sleep ends up to a millisecond late, so the last stretch is waited out by yielding.</summary>
    private const long YieldNs = 1_200_000;

    /// <summary>False where the wait was cancelled.</summary>
    internal static bool Until(long momentNs, CancellationToken cancellation)
    {
        for (var left = momentNs - MonotonicClock.NowNs(); left > 0; left = momentNs - MonotonicClock.NowNs())
        {
            if (left > YieldNs)
            {
                cancellation.WaitHandle.WaitOne(TimeSpan.FromMilliseconds(Math.Min((left - YieldNs) / 1_000_000 + 1, int.MaxValue)));
            }
            else
            {
                Thread.Yield();
            }

            if (cancellation.IsCancellationRequested)
            {
                return false;
            }
        }

        return !cancellation.IsCancellationRequested;
    }
}
