using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using LoadLab.TargetApi.Dependencies;
using LoadLab.TargetApi.Inference;
using LoadLab.TargetApi.Metrics;
using LoadLab.TargetApi.Redis;
using LoadLab.TargetApi.Registry;
using LoadLab.TargetApi.Settings;

namespace LoadLab.TargetApi.Batching.Remote;

/// <summary>Rows go to a queue in Redis, and a worker process anywhere answers them. A job is answered once or given up after JOB_TIMEOUT.</summary>
internal sealed class RemoteInference : IInference
{
    private const int AnswersAtOnce = 512;

    private readonly ConcurrentDictionary<long, TaskCompletionSource<byte[]>> _waiting = new();
    private readonly CancellationTokenSource _stopping = new();
    private readonly WorkerCounters _counters;
    private readonly QueueKeys _keys;
    private readonly RedisClient _commands;
    private readonly RedisClient _answers;
    private readonly string _name = QueueName.Create();
    private readonly TimeSpan _timeout;
    private readonly int _limit;
    private readonly string _full;
    private Task[] _loops = [];
    private long _last;
    private long _inFlight;
    private long _workerSeen;

    public RemoteInference(TargetSettings settings, WorkerCounters counters, TextWriter errors)
    {
        _counters = counters;
        _keys = new QueueKeys(settings.RedisPrefix);
        _timeout = BatchMode.JobTimeout(settings);
        _limit = settings.BatchQueueLimit;
        _full = $"{_limit} requests wait already (BATCH_QUEUE_LIMIT)";
        RedisAddress address = RedisAddress.Parse(settings.RedisUrl!)!;
        _commands = new RedisClient(address, $"{settings.RedisPrefix}-api", errors);
        _answers = new RedisClient(address, $"{settings.RedisPrefix}-api-answers");
    }

    public string? NotReady => _commands.Trouble ?? _answers.Trouble ?? (WorkerLives ? null : "no worker takes jobs from the queue; start one with: target-api worker");

    public string? Full => Volatile.Read(ref _inFlight) >= _limit ? _full : _commands.Trouble;

    private bool WorkerLives => Volatile.Read(ref _workerSeen) is > 0 and var seen && Stopwatch.GetElapsedTime(seen) < QueueTimes.AliveLimit;

    public async Task Open(CancellationToken cancellation)
    {
        await Task.WhenAll(_commands.Open(cancellation), _answers.Open(cancellation));
        _loops = [ReadAnswers(), LookForWorkers()];
    }

    public async ValueTask Run(Predictor predictor, PredictionBuffer buffer, StageClock clock, CancellationToken cancellation)
    {
        if (Interlocked.Increment(ref _inFlight) > _limit)
        {
            Interlocked.Decrement(ref _inFlight);
            throw new UnavailableException(_full);
        }

        _counters.AddWaiting(1);
        try
        {
            long enqueued = Stopwatch.GetTimestamp();
            byte[] answer = await Ask(JobFormat.Write(predictor.Name, buffer.Rows), cancellation);
            long elapsed = Stopwatch.GetTimestamp() - enqueued;
            long infer = Math.Min(AnswerFormat.Read(answer, buffer), elapsed);
            clock.Split(Stage.Queue, elapsed - infer, Stage.Infer, infer);
        }
        catch (JobFormatException e)
        {
            throw new ModelException($"A worker's answer cannot be used: {e.Message}", e);
        }
        finally
        {
            Interlocked.Decrement(ref _inFlight);
            _counters.AddWaiting(-1);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await Task.WhenAll(_loops);
        await Attempt(new RespCommand("DEL").Add(_keys.Answers(_name)));
        await _answers.DisposeAsync();
        await _commands.DisposeAsync();
        _stopping.Dispose();
    }

    /// <summary>Puts a job into the queue and waits for its answer. One that is not waited for any more is taken out again.</summary>
    private async Task<byte[]> Ask(byte[] job, CancellationToken cancellation)
    {
        long number = Interlocked.Increment(ref _last);
        var answer = new TaskCompletionSource<byte[]>(TaskCreationOptions.RunContinuationsAsynchronously);
        _waiting[number] = answer;
        string? id = null;
        try
        {
            id = (await _commands.Execute(new RespCommand("XADD").Add(_keys.Jobs).Add("*").Add("to").Add(_name).Add("n").Add(number).Add("d").Add(job))).Text;
            return await answer.Task.WaitAsync(_timeout, cancellation);
        }
        catch (Exception e) when (e is RedisUnavailableException or RedisErrorException)
        {
            throw new UnavailableException(e.Message, e);
        }
        catch (TimeoutException e)
        {
            throw new UnavailableException(string.Create(CultureInfo.InvariantCulture, $"no worker has answered within {_timeout.TotalSeconds:0.###} s (JOB_TIMEOUT)"), e);
        }
        finally
        {
            _waiting.TryRemove(number, out _);
            if (id is not null && !answer.Task.IsCompleted)
            {
                _ = Attempt(new RespCommand("XDEL").Add(_keys.Jobs).Add(id));
            }
        }
    }

    private async Task ReadAnswers()
    {
        string last = "0";
        while (!_stopping.IsCancellationRequested)
        {
            try
            {
                RespValue reply = await _answers.Execute(new RespCommand("XREAD").Add("COUNT").Add(AnswersAtOnce)
                    .Add("BLOCK").Add((long)QueueTimes.Poll.TotalMilliseconds).Add("STREAMS").Add(_keys.Answers(_name)).Add(last));
                last = Deliver(reply) ?? last;
            }
            catch (Exception e) when (e is RedisUnavailableException or RedisErrorException)
            {
                await Pause(QueueTimes.Retry);
            }
        }
    }

    /// <summary>Gives the answers to those who wait for them; returns the last one's place, null where there was none.</summary>
    private string? Deliver(RespValue reply)
    {
        string? last = null;
        foreach (StreamEntry entry in StreamEntry.OfRead(reply))
        {
            last = entry.Id;
            if (BatchFacts.Parse(entry.Text("b")) is { } batch)
            {
                _counters.ObserveBatch(batch.Jobs, batch.Ticks);
                _counters.SetBatchLimit(batch.Limit);
            }

            if (long.TryParse(entry.Text("n"), NumberStyles.None, CultureInfo.InvariantCulture, out long number)
                && _waiting.TryGetValue(number, out TaskCompletionSource<byte[]>? answer))
            {
                answer.TrySetResult(entry["d"] ?? []);
            }
        }

        if (last is not null)
        {
            _ = Attempt(new RespCommand("XTRIM").Add(_keys.Answers(_name)).Add("MINID").Add(last));
        }

        return last;
    }

    private async Task LookForWorkers()
    {
        while (!_stopping.IsCancellationRequested)
        {
            if (await Attempt(new RespCommand("EXISTS").Add(_keys.Alive)) is { Number: 1 })
            {
                Volatile.Write(ref _workerSeen, Stopwatch.GetTimestamp());
            }

            await Pause(QueueTimes.Heartbeat);
        }
    }

    /// <summary>Null where it failed: for what the next attempt, or an expiry, mends.</summary>
    private async Task<RespValue?> Attempt(RespCommand command)
    {
        try
        {
            return await _commands.Execute(command);
        }
        catch (Exception e) when (e is RedisUnavailableException or RedisErrorException)
        {
            return null;
        }
    }

    private Task Pause(TimeSpan time) => Task.Delay(time, _stopping.Token).ContinueWith(_ => { }, TaskScheduler.Default);
}
