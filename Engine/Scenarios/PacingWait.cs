using LoadLab.Engine.Http.Loops;
using LoadLab.Engine.Interop;
using LoadLab.Engine.Measurement;

namespace LoadLab.Engine.Scenarios;

/// <summary>Waits for moments of a run on the thread that paces it: sleeps up to shortly before, then yields; frugally, sleeps to the end.</summary>
internal sealed class PacingWait(RunTimeline timeline, Pacing pacing)
{
    /// <summary>How soon a wait notices that the run was stopped.</summary>
    private const long LongestSleepNs = 10_000_000;

    /// <summary>Where there is no precise sleep, one ends up to this late.</summary>
    private const long CoarseSleepNs = 1_200_000;

    private WakeDelay _wakeDelay;

    /// <summary>Called first, on the thread that will wait.</summary>
    internal static void Prepare() => NativeThread.UsePrecisePacing();

    /// <summary>False where the run ended before.</summary>
    internal bool Until(long momentNs)
    {
        for (var now = MonotonicClock.NowNs(); now < momentNs; now = MonotonicClock.NowNs())
        {
            if (timeline.EndNs <= now)
            {
                return false;
            }

            // What was a stop at the last look may come at any time, so that a long sleep is taken in parts.
            Rest(Math.Min(momentNs, timeline.EndNs) - now);
        }

        return timeline.EndNs >= momentNs;
    }

    private void Rest(long leftNs)
    {
        if (OperatingSystem.IsLinux())
        {
            RestPrecisely(leftNs);
        }
        else if (leftNs > CoarseSleepNs)
        {
            Thread.Sleep((int)Math.Min((leftNs - CoarseSleepNs) / 1_000_000 + 1, LongestSleepNs / 1_000_000));
        }
        else
        {
            Thread.Yield();
        }
    }

    /// <remarks>The last stretch gives the processor to whoever wants it: scenario code may run on the same one.</remarks>
    private void RestPrecisely(long leftNs)
    {
        var sleepNs = Math.Min(leftNs - (pacing == Pacing.Precise ? _wakeDelay.Ns : 0), LongestSleepNs);
        if (sleepNs <= 0)
        {
            Thread.Yield();
            return;
        }

        var from = MonotonicClock.NowNs();
        NativeThread.Sleep(sleepNs);
        _wakeDelay.Observe(MonotonicClock.NowNs() - from - sleepNs);
    }
}
