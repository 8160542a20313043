using LoadLab.Engine.Measurement;

namespace LoadLab.Engine.Scenarios;

/// <summary>Samples how long work that is ready waits for a thread of the pool: what every continuation of user code waits too, and what counts as its response time.</summary>
/// <remarks>
/// A sample is handed over every 10 ms whatever became of the one before, or a pool that stands still would be asked only once. The wait of
/// one still waiting when the probe ends counts as long as it has been.
/// </remarks>
internal sealed class PoolProbe : IDisposable
{
    private static readonly TimeSpan Every = TimeSpan.FromMilliseconds(10);

    private readonly Lock _lock = new();
    private readonly LatencyHistogram _delays = new();
    private readonly HashSet<PoolSample> _waiting = [];
    private readonly ManualResetEventSlim _end = new();
    private readonly Thread _thread;
    private bool _hasEnded;

    internal PoolProbe()
    {
        _thread = new Thread(Run) { IsBackground = true, Name = "pool probe" };
        _thread.Start();
    }

    /// <summary>Ends the sampling; returns all delays in ns.</summary>
    internal LatencyHistogram End()
    {
        _end.Set();
        _thread.Join();
        lock (_lock)
        {
            var nowNs = MonotonicClock.NowNs();
            foreach (var sample in _waiting)
            {
                _delays.Record(nowNs - sample.ReadyNs);
            }

            _hasEnded = true;
        }

        return _delays;
    }

    public void Dispose()
    {
        _end.Set();
        _thread.Join();
        _end.Dispose();
    }

    /// <summary>A sample has been given a thread.</summary>
    internal void Complete(PoolSample sample)
    {
        var nowNs = MonotonicClock.NowNs();
        lock (_lock)
        {
            if (!_hasEnded && _waiting.Remove(sample))
            {
                _delays.Record(nowNs - sample.ReadyNs);
            }
        }
    }

    private void Run()
    {
        while (!_end.Wait(Every))
        {
            var sample = new PoolSample(this, MonotonicClock.NowNs());
            lock (_lock)
            {
                _waiting.Add(sample);
            }

            // To the common queue, where continuations of sockets and timers wait as well.
            ThreadPool.UnsafeQueueUserWorkItem(sample, preferLocal: false);
        }
    }
}
