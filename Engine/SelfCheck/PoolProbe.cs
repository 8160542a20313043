using LoadLab.Engine.Measurement;

namespace LoadLab.Engine.SelfCheck;

/// <summary>Samples how long work that is ready waits for a thread of the pool: what every continuation of user code and every completion of .NET sockets waits too, and what counts as response time.</summary>
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
    private readonly long _fromNs;
    private bool _hasEnded;

    /// <param name="fromNs">When to begin, on the monotonic clock.</param>
    internal PoolProbe(long fromNs)
    {
        _fromNs = fromNs;
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
        var untilFirst = TimeSpan.FromMilliseconds(Math.Max(0, (_fromNs - MonotonicClock.NowNs()) / 1e6));
        for (var hasEnded = _end.Wait(untilFirst); !hasEnded; hasEnded = _end.Wait(Every))
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
