using System.Diagnostics;

namespace LoadLab.TargetApi.Metrics;

/// <summary>What one worker counts. Every method is safe for many threads and takes a few nanoseconds: one atomic add on this processor's own stripe.</summary>
/// <param name="memory">The counters of all workers.</param>
/// <param name="worker">Which of them this process is, from 0.</param>
internal sealed class WorkerCounters(CounterMemory memory, int worker)
{
    private readonly int _mask = memory.Stripes - 1;

    public CounterMemory Memory { get; } = memory;

    public int Worker { get; } = worker;

    /// <summary>Requests of this worker that are being answered.</summary>
    public long InFlight
    {
        get
        {
            long sum = 0;
            for (int stripe = 0; stripe < Memory.Stripes; stripe++)
            {
                foreach (ref long count in Memory.Stripe(Worker, stripe).Slice(CounterLayout.InFlight, CounterLayout.EndpointCount))
                {
                    sum += Volatile.Read(ref count);
                }
            }

            return sum;
        }
    }

    public void Begin(EndpointName endpoint) => Interlocked.Increment(ref Here()[CounterLayout.InFlight + (int)endpoint]);

    /// <summary>Counts a request that has been answered; it came in at <paramref name="started"/> by <see cref="Stopwatch.GetTimestamp"/>.</summary>
    public void End(EndpointName endpoint, string method, int status, long started)
    {
        Span<long> counters = Here();
        int request = CounterLayout.Request(endpoint, CounterLayout.MethodIndex(method), CounterLayout.StatusIndex(status));
        Interlocked.Increment(ref counters[request]);
        Interlocked.Decrement(ref counters[CounterLayout.InFlight + (int)endpoint]);
        Observe(counters, CounterLayout.Duration(endpoint), Stopwatch.GetTimestamp() - started);
    }

    /// <summary>Adds a duration in ticks to a stage.</summary>
    public void Observe(EndpointName endpoint, Stage stage, long ticks) => Observe(Here(), CounterLayout.StageDuration(endpoint, stage), ticks);

    /// <summary>Adds one model call that answered <paramref name="jobs"/> requests.</summary>
    public void ObserveBatch(int jobs, long ticks)
    {
        Span<long> counters = Here();
        Interlocked.Increment(ref counters[CounterLayout.BatchSizes + BatchSizeBuckets.IndexOf(jobs)]);
        Interlocked.Add(ref counters[CounterLayout.BatchSizes + BatchSizeBuckets.Count], jobs);
        Observe(counters, CounterLayout.BatchDurations, ticks);
    }

    /// <summary>Notes how many requests wait for a batch in this worker; to be called by one thread at a time.</summary>
    public void SetWaiting(int jobs) => Volatile.Write(ref Memory.Facts(Worker)[CounterLayout.BatchWaiting], jobs);

    /// <summary>Counts requests that begin, or cease, to wait for an answer from elsewhere.</summary>
    public void AddWaiting(int jobs) => Interlocked.Add(ref Memory.Facts(Worker)[CounterLayout.BatchWaiting], jobs);

    /// <summary>Notes how many requests a batch may have.</summary>
    public void SetBatchLimit(int jobs) => Volatile.Write(ref Memory.Facts(Worker)[CounterLayout.BatchLimit], jobs);

    private Span<long> Here() => Memory.Stripe(Worker, Thread.GetCurrentProcessorId() & _mask);

    private static void Observe(Span<long> counters, int histogram, long ticks)
    {
        // Linux counts stopwatch ticks in nanoseconds.
        Interlocked.Increment(ref counters[histogram + DurationBuckets.IndexOf(ticks)]);
        Interlocked.Add(ref counters[histogram + DurationBuckets.Count], ticks);
    }
}
