namespace LoadLab.TargetApi.Metrics;

/// <summary>
/// Keeps this worker's entry in the shared memory: its process, its readiness, and once a second what only it can know about its garbage collector.
/// A worker that replaces a dead one goes on counting where that one stopped.
/// </summary>
internal sealed class WorkerFacts : IDisposable
{
    private readonly CounterMemory _memory;
    private readonly int _worker;
    private readonly long[] _inherited;
    private readonly Timer _timer;

    public WorkerFacts(WorkerCounters counters)
    {
        _memory = counters.Memory;
        _worker = counters.Worker;
        ForgetInFlight();
        Span<long> facts = _memory.Facts(_worker);
        _inherited = facts.ToArray();
        Volatile.Write(ref facts[CounterLayout.Ready], 0);
        Volatile.Write(ref facts[CounterLayout.BatchWaiting], 0);
        Volatile.Write(ref facts[CounterLayout.ProcessId], Environment.ProcessId);
        _timer = new Timer(_ => Refresh(), null, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1));
    }

    /// <summary>True once every worker has been ready: from then on a worker answers for itself alone.</summary>
    public bool AllWereReady
    {
        get
        {
            for (int i = 0; i < _memory.Workers; i++)
            {
                if (Volatile.Read(ref _memory.Facts(i)[CounterLayout.WasReady]) == 0)
                {
                    return false;
                }
            }

            return true;
        }
    }

    /// <summary>True where this worker's place has been ready before: this process replaces one that died.</summary>
    public bool WasReady => Volatile.Read(ref _memory.Facts(_worker)[CounterLayout.WasReady]) == 1;

    public void SetReady()
    {
        Span<long> facts = _memory.Facts(_worker);
        Volatile.Write(ref facts[CounterLayout.WasReady], 1);
        Volatile.Write(ref facts[CounterLayout.Ready], 1);
    }

    public void Refresh()
    {
        Span<long> facts = _memory.Facts(_worker);
        facts[CounterLayout.Collections0] = _inherited[CounterLayout.Collections0] + GC.CollectionCount(0);
        facts[CounterLayout.Collections1] = _inherited[CounterLayout.Collections1] + GC.CollectionCount(1);
        facts[CounterLayout.Collections2] = _inherited[CounterLayout.Collections2] + GC.CollectionCount(2);
        facts[CounterLayout.PauseNs] = _inherited[CounterLayout.PauseNs] + (GC.GetTotalPauseDuration().Ticks * 100);
        facts[CounterLayout.AllocatedBytes] = _inherited[CounterLayout.AllocatedBytes] + GC.GetTotalAllocatedBytes();
        facts[CounterLayout.HeapBytes] = GC.GetTotalMemory(forceFullCollection: false);
    }

    public void Dispose() => _timer.Dispose();

    /// <summary>Requests that were in flight when a predecessor died will never end.</summary>
    private void ForgetInFlight()
    {
        for (int i = 0; i < _memory.Stripes; i++)
        {
            _memory.Stripe(_worker, i).Slice(CounterLayout.InFlight, CounterLayout.EndpointCount).Clear();
        }
    }
}
