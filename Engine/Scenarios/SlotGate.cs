using LoadLab.Engine.Measurement;

namespace LoadLab.Engine.Scenarios;

/// <summary>Bounds how many arrivals run at once. Holds no system resource, so that iterations which outlive the run may still release.</summary>
internal sealed class SlotGate(int slots)
{
    /// <summary>How soon a wait notices that the run was stopped.</summary>
    private static readonly TimeSpan Check = TimeSpan.FromMilliseconds(20);

    private readonly object _gate = new();
    private int _free = slots;

    /// <summary>Waits for a slot until the moment given; false where none became free, or the run was stopped.</summary>
    internal bool TryTake(long latestNs, CancellationToken stop)
    {
        lock (_gate)
        {
            while (_free == 0)
            {
                if (stop.IsCancellationRequested || MonotonicClock.NowNs() > latestNs)
                {
                    return false;
                }

                Monitor.Wait(_gate, Check);
            }

            _free--;
            return true;
        }
    }

    internal void Release()
    {
        lock (_gate)
        {
            _free++;
            Monitor.Pulse(_gate);
        }
    }
}
