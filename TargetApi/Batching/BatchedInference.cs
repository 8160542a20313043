using System.Diagnostics;
using LoadLab.TargetApi.Dependencies;
using LoadLab.TargetApi.Inference;
using LoadLab.TargetApi.Metrics;

namespace LoadLab.TargetApi.Batching;

/// <summary>
/// Requests wait in this process until a batch is full or its first request has waited long enough. No thread of its own: the request that fills a batch
/// runs it, and the timer runs those that did not fill. As many batches run at once as there are processors, as requests do where they are not batched.
/// </summary>
internal sealed class BatchedInference : IInference
{
    private readonly Lock _gate = new();
    private readonly Queue<BatchJob> _waiting = new();
    private readonly Stack<Batch> _idle = new();
    private readonly BatchJobPool _jobs = new();
    private readonly WorkerCounters _counters;
    private readonly Timer _timer;
    private readonly int _size;
    private readonly long _timeoutTicks;
    private readonly int _limit;
    private readonly string _full;
    private CancellationTokenRegistration _draining;
    private volatile int _count;
    private bool _timing;
    private bool _hurried;

    /// <param name="size">Requests in a batch at most.</param>
    /// <param name="timeout">How long a batch waits to fill, counted from its first request. Zero waits for nothing but a processor.</param>
    /// <param name="limit">Requests that may wait, those in a running batch not counted.</param>
    /// <param name="counters">What it counts.</param>
    /// <param name="lines">Where each batch is to be said; null where it is not.</param>
    public BatchedInference(int size, TimeSpan timeout, int limit, WorkerCounters counters, TextWriter? lines)
    {
        _size = size;
        _timeoutTicks = (long)(timeout.TotalSeconds * Stopwatch.Frequency);
        _limit = limit;
        _counters = counters;
        _full = $"{limit} requests wait already (BATCH_QUEUE_LIMIT)";
        _timer = new Timer(_ => TimeIsUp(), null, Timeout.Infinite, Timeout.Infinite);
        var meter = new BatchMeter(counters, lines);
        for (int i = 0; i < Environment.ProcessorCount; i++)
        {
            _idle.Push(new Batch(size, meter));
        }
    }

    public string? NotReady => null;

    public string? Full => _count >= _limit ? _full : null;

    /// <param name="cancellation">Cancelled when the service is about to stop: from then on no batch waits to fill.</param>
    public Task Open(CancellationToken cancellation)
    {
        _draining = cancellation.UnsafeRegister(static self => ((BatchedInference)self!).Hurry(), this);
        return Task.CompletedTask;
    }

    public ValueTask Run(Predictor predictor, PredictionBuffer buffer, StageClock clock, CancellationToken cancellation)
    {
        BatchJob job = _jobs.Get();
        job.Begin(predictor, buffer, clock, cancellation);
        ValueTask answer = job.Answer;
        Batch? batch;
        lock (_gate)
        {
            if (_count >= _limit)
            {
                job.Forget();
                throw new UnavailableException(_full);
            }

            _waiting.Enqueue(job);
            batch = TakeDue(job.Enqueued);
        }

        if (batch is not null)
        {
            batch.Run();
            PassOn(batch);
        }

        return answer;
    }

    public async ValueTask DisposeAsync()
    {
        await _draining.DisposeAsync();
        Hurry();
        await _timer.DisposeAsync();
        lock (_gate)
        {
            while (_idle.TryPop(out Batch? batch))
            {
                batch.Dispose();
            }
        }
    }

    /// <summary>Takes a batch out of the queue where one is due and may run; sees to the timer where not. Only with the gate held.</summary>
    private Batch? TakeDue(long now)
    {
        Batch? batch = null;
        if (_idle.Count > 0 && IsDue(now))
        {
            batch = _idle.Pop();
            Fill(batch);
        }

        SetTimer(now);
        _count = _waiting.Count;
        _counters.SetWaiting(_waiting.Count);
        return batch;
    }

    private bool IsDue(long now) =>
        _waiting.TryPeek(out BatchJob? first) && (_waiting.Count >= _size || _hurried || now - first.Enqueued >= _timeoutTicks);

    private void Fill(Batch batch)
    {
        do
        {
            batch.Add(_waiting.Dequeue());
        }
        while (_waiting.TryPeek(out BatchJob? next) && batch.Fits(next));
    }

    /// <summary>
    /// The timer is set once and looked at again when it fires, not set anew for each batch. Where every batch is running none is needed: the next one
    /// that ends looks for what is due.
    /// </summary>
    private void SetTimer(long now)
    {
        if (!_timing && _idle.Count > 0 && _waiting.TryPeek(out BatchJob? first))
        {
            long milliseconds = (first.Enqueued + _timeoutTicks - now) * 1000 / Stopwatch.Frequency;
            _timing = _timer.Change(Math.Max(milliseconds + 1, 1), Timeout.Infinite);
        }
    }

    private void TimeIsUp()
    {
        Batch? batch;
        lock (_gate)
        {
            _timing = false;
            batch = TakeDue(Stopwatch.GetTimestamp());
        }

        RunOn(batch);
    }

    /// <summary>Runs a batch and then every other one that is due by then.</summary>
    private void RunOn(Batch? batch)
    {
        while (batch is not null)
        {
            batch.Run();
            batch = Exchange(batch);
        }
    }

    /// <summary>Ends a batch that a request has run. Others that are due run on another thread: this request's own answer must not wait for them.</summary>
    private void PassOn(Batch batch)
    {
        if (Exchange(batch) is { } next)
        {
            ThreadPool.UnsafeQueueUserWorkItem(static work => work.Self.RunOn(work.Next), (Self: this, Next: next), preferLocal: false);
        }
    }

    private Batch? Exchange(Batch done)
    {
        lock (_gate)
        {
            _idle.Push(done);
            return TakeDue(Stopwatch.GetTimestamp());
        }
    }

    private void Hurry()
    {
        Batch? batch;
        lock (_gate)
        {
            _hurried = true;
            batch = TakeDue(Stopwatch.GetTimestamp());
        }

        RunOn(batch);
    }
}
