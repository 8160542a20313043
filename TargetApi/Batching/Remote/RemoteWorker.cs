using System.Diagnostics;
using LoadLab.TargetApi.Dependencies;
using LoadLab.TargetApi.Inference;
using LoadLab.TargetApi.Metrics;
using LoadLab.TargetApi.Redis;
using LoadLab.TargetApi.Registry;
using LoadLab.TargetApi.Settings;

namespace LoadLab.TargetApi.Batching.Remote;

/// <summary>Takes jobs from the queue in Redis, gathers them into batches, answers them. What it holds when it dies goes to another worker.</summary>
internal sealed class RemoteWorker : IReadiness, IAsyncDisposable
{
    /// <summary>A job whose workers died this often is not tried again: it is what kills them.</summary>
    private const int DeliveryLimit = 3;

    private readonly CancellationTokenSource _stopping = new();
    private readonly CancellationTokenSource _finished = new();
    private readonly List<RemoteJob> _hand = [];
    private readonly Lock _leases = new();
    private readonly IModelSource _models;
    private readonly TextWriter _errors;
    private readonly RedisClient _commands;
    private readonly RedisClient _blocking;
    private readonly JobStream _jobs;
    private readonly Batch _batch;
    private readonly StageClock _clock;
    private readonly TimeSpan _lease;
    private readonly TimeSpan _timeout;
    private readonly int _size;
    private CancellationTokenRegistration _stop;
    private string[] _leased = [];
    private Task _work = Task.CompletedTask;
    private Task[] _keeping = [];
    private long _lookedForLost;
    private bool _booksDiffer = true;

    public RemoteWorker(TargetSettings settings, IModelSource models, WorkerCounters counters, TextWriter output, TextWriter errors)
    {
        _models = models;
        _errors = errors;
        _size = BatchMode.Size(settings);
        _timeout = BatchMode.Timeout(settings);
        _lease = BatchMode.JobLease(settings);
        RedisAddress address = RedisAddress.Parse(settings.RedisUrl!)!;
        _commands = new RedisClient(address, $"{settings.RedisPrefix}-worker", errors);
        _blocking = new RedisClient(address, $"{settings.RedisPrefix}-worker-jobs");
        _jobs = new JobStream(new QueueKeys(settings.RedisPrefix), QueueName.Create(), _lease, _commands, _blocking);
        _batch = new Batch(_size, new BatchMeter(counters, output));
        _clock = new StageClock(counters);
        counters.SetBatchLimit(_size);
    }

    public string? NotReady => _commands.Trouble ?? _blocking.Trouble;

    /// <summary>Returns once the queue is there; works from then on until <paramref name="cancellation"/>, then finishes the batch it runs.</summary>
    public async Task Open(CancellationToken cancellation)
    {
        await Task.WhenAll(_commands.Open(cancellation), _blocking.Open(cancellation));
        _stop = cancellation.UnsafeRegister(static self => ((RemoteWorker)self!)._stopping.Cancel(), this);
        _work = Task.Run(Work, CancellationToken.None);

        // A worker that is told to end is there for nobody any more, and yet keeps what it runs.
        _keeping = [Every(QueueTimes.Heartbeat, _jobs.Beat, _stopping.Token), Every(_lease / 3, Renew, _finished.Token)];
    }

    /// <summary>Takes no more jobs, and waits for the batch that runs and its answers; false where that takes longer than the drain limit.</summary>
    public async Task<bool> Finish()
    {
        await _stopping.CancelAsync();

        // Where Redis is gone there is nobody to hand back to: the leases run out by themselves.
        await _work.WaitAsync(TargetServer.DrainLimit).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return _work.IsCompleted;
    }

    /// <summary>After <see cref="Finish"/>, and only where that was true: a batch that runs needs what this gives back.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stop.DisposeAsync();
        await Finish();
        await _finished.CancelAsync();

        // Redis may be there and silent.
        await Task.WhenAll(_keeping).WaitAsync(TargetServer.DrainLimit).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _blocking.DisposeAsync();
        await _commands.DisposeAsync();
        _batch.Dispose();
        _stopping.Dispose();
        _finished.Dispose();
    }

    private async Task Work()
    {
        while (!_stopping.IsCancellationRequested)
        {
            await Guard(Turn);
        }

        await Guard(GoHome);
    }

    /// <summary>Failures of Redis end the attempt and no more: what is in hand stays there, and in the queue's books.</summary>
    private async Task Guard(Func<Task> attempt)
    {
        try
        {
            await attempt();
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
        }
        catch (RedisErrorException e) when (e.Code == "NOGROUP")
        {
            await Attempt(_jobs.Join);
        }
        catch (Exception e) when (e is RedisUnavailableException or RedisErrorException)
        {
            _booksDiffer = true;
            await Pause(QueueTimes.Retry, _stopping.Token);
        }
        catch (Exception e)
        {
            // Nobody foresaw it. Working on, with these jobs failed, beats a worker that only looks alive.
            _errors.WriteLine($"target-api: the queue's worker failed: {e.GetType().Name}: {e.Message}");
            _hand.ForEach(job => job.Fail(e));
            await Pause(QueueTimes.Retry, _stopping.Token);
        }
    }

    private async Task Turn()
    {
        // First what an earlier turn could not get rid of.
        await AnswerAll();
        await Gather();
        if (_hand.Count > 0 && !_stopping.IsCancellationRequested)
        {
            await RunAll();
            await AnswerAll();
        }
    }

    private async Task Gather()
    {
        if (_booksDiffer)
        {
            await _jobs.Join();
            await Add(await _jobs.TakeOwn(_size), known: false);
            _booksDiffer = _hand.Count == _size;
        }

        if (_hand.Count == 0)
        {
            await TakeOverLost();
        }

        if (_hand.Count == 0)
        {
            await Add(await _jobs.Take(_size, QueueTimes.Poll), known: true);
        }

        // A job that comes again may be what killed its worker. It runs alone, so that it takes nobody along and is found out.
        if (_hand.All(job => job.Deliveries == 1))
        {
            await Fill(Stopwatch.GetTimestamp());
        }
    }

    /// <summary>Waits for the rest of a batch that has begun.</summary>
    private async Task Fill(long began)
    {
        while (_hand.Count > 0 && _hand.Count < _size && !_stopping.IsCancellationRequested && _timeout - Stopwatch.GetElapsedTime(began) is { Ticks: > 0 } left)
        {
            await Add(await _jobs.Take(_size - _hand.Count, left < QueueTimes.Poll ? left : QueueTimes.Poll), known: true);
        }
    }

    private async Task TakeOverLost()
    {
        if (Stopwatch.GetElapsedTime(_lookedForLost) >= QueueTimes.Poll)
        {
            await Add(await _jobs.TakeOver(1), known: false);

            // At once again where there may be more.
            _lookedForLost = _hand.Count > 0 ? 0 : Stopwatch.GetTimestamp();
        }
    }

    /// <param name="entries">What the queue gave.</param>
    /// <param name="known">True where this is the first time that they are given to anybody.</param>
    private async Task Add(IReadOnlyList<StreamEntry> entries, bool known)
    {
        foreach (StreamEntry entry in entries.Where(e => _hand.All(job => job.Id != e.Id)))
        {
            var job = new RemoteJob(entry, known ? 1 : await _jobs.Deliveries(entry.Id), _size);
            if (job.To.Length > 0 && job.Number.Length > 0)
            {
                _hand.Add(job);
            }
            else
            {
                await Discard(entry);
            }
        }

        NoteLeases();
    }

    private Task Discard(StreamEntry entry)
    {
        // An entry without fields was taken back by the API that had written it.
        if (entry.Fields is not null)
        {
            _errors.WriteLine($"target-api: {entry.Id} in the queue is no job and is thrown away");
        }

        return _jobs.Discard(entry.Id);
    }

    private async Task RunAll()
    {
        try
        {
            _clock.Start(EndpointName.Predict);
            using ModelLease lease = await _models.Take(_clock, _stopping.Token);
            foreach (RemoteJob job in _hand.Where(job => job.Answer is null))
            {
                Enter(job, lease.Predictor);
            }

            _batch.Run();
        }
        catch (Exception e) when (e is UnavailableException or ModelException)
        {
            _hand.ForEach(job => job.Refuse(AnswerStatus.Unavailable, e.Message));
        }
        finally
        {
            _hand.ForEach(job => job.Release());
        }
    }

    private void Enter(RemoteJob job, Predictor predictor)
    {
        if (job.Deliveries > DeliveryLimit)
        {
            job.Refuse(AnswerStatus.Failed, $"given up: {DeliveryLimit} workers died over this job");
        }
        else if (job.Prepare(predictor))
        {
            if (!_batch.Fits(job))
            {
                _batch.Run();
            }

            _batch.Add(job);
        }
    }

    /// <summary>An answer that Redis had already taken is not given twice when this is tried again: its job is gone by then.</summary>
    private async Task AnswerAll()
    {
        RemoteJob[] answered = [.. _hand.Where(job => job.Answer is not null)];
        if (answered.Length > 0)
        {
            await _jobs.Answer(answered);
            _hand.RemoveAll(answered.Contains);
            NoteLeases();
        }
    }

    private async Task GoHome()
    {
        await AnswerAll();
        RemoteJob[] unstarted = [.. _hand];
        _hand.Clear();
        NoteLeases();
        await _jobs.HandBack(unstarted);
        await _jobs.Leave();
    }

    private void NoteLeases()
    {
        lock (_leases)
        {
            _leased = [.. _hand.Select(job => job.Id)];
        }
    }

    private async Task Renew()
    {
        Task renewing = Task.CompletedTask;
        lock (_leases)
        {
            // Under the lock, so that it is on its way before any later command about the same jobs.
            renewing = _leased.Length > 0 ? _jobs.Renew(_leased) : renewing;
        }

        await renewing;
    }

    private static async Task Every(TimeSpan period, Func<Task> action, CancellationToken end)
    {
        while (!end.IsCancellationRequested)
        {
            await Attempt(action);
            await Pause(period, end);
        }
    }

    /// <summary>For what the next attempt mends.</summary>
    private static async Task Attempt(Func<Task> action)
    {
        try
        {
            await action();
        }
        catch (Exception e) when (e is RedisUnavailableException or RedisErrorException)
        {
        }
    }

    private static Task Pause(TimeSpan time, CancellationToken end) => Task.Delay(time, end).ContinueWith(_ => { }, TaskScheduler.Default);
}
