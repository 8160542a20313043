using LoadLab.Engine.SelfCheck;

namespace LoadLab.Engine.Http.Loops;

/// <summary>Merges the loops' intervals in order, tells the observer of each, and adds up the measured ones.</summary>
/// <param name="exchange">Where they come from.</param>
/// <param name="timeline">Of the run.</param>
/// <param name="loops">How many hand in intervals.</param>
/// <param name="watch">Told of each interval.</param>
/// <param name="observer">Told of each interval.</param>
/// <param name="onObserverFailed">Told of its exception.</param>
/// <param name="requests">Names of the kinds of requests that are told apart; none for user code.</param>
internal sealed class IntervalAggregator(
    IntervalExchange exchange,
    RunTimeline timeline,
    int loops,
    RunWatch watch,
    ILoadObserver? observer,
    Action<Exception> onObserverFailed,
    IReadOnlyList<string> requests)
{
    private const int NsPerTick = 100;

    private readonly Queue<IntervalRecorder>[] _waiting = [.. Enumerable.Range(0, loops).Select(_ => new Queue<IntervalRecorder>())];
    private readonly bool[] _hasEnded = new bool[loops];
    private ILoadObserver? _observer = observer;

    /// <summary>The exact sum of all measured intervals, drain included.</summary>
    public IntervalRecorder Total { get; } = exchange.Rent();

    /// <summary>Requests completed before the end of measuring.</summary>
    public long CompletedInTime { get; private set; }

    public long OkInTime { get; private set; }

    /// <summary>Runs until every loop has ended. After an exception of its own the observer is told no more.</summary>
    public void Run()
    {
        while (!_hasEnded.All(ended => ended))
        {
            var (loop, recorder) = exchange.Take();
            if (recorder is null)
            {
                _hasEnded[loop] = true;
            }
            else
            {
                _waiting[loop].Enqueue(recorder);
            }

            while (IsNextComplete())
            {
                MergeNext();
            }
        }
    }

    /// <summary>What the intervals add up to, with what only they and the timeline know; call after <see cref="Run"/>.</summary>
    /// <param name="runStartedAt">Wall-clock label of the start of the run, warm-up included.</param>
    /// <param name="transport">What carried it.</param>
    /// <param name="generator">What making it cost.</param>
    public LoadResult ToResult(DateTimeOffset runStartedAt, string transport, GeneratorUsage generator) => new()
    {
        StartedAt = runStartedAt + TimeSpan.FromTicks((timeline.MeasuredStartNs - timeline.StartNs) / NsPerTick),
        Measured = TimeSpan.FromTicks(Math.Max(0, timeline.EndNs - timeline.MeasuredStartNs) / NsPerTick),
        Counts = Total.ToCounts(),
        Ok = new Latencies(Total.OkResponse, Total.OkService),
        Failed = new Latencies(Total.FailedResponse, Total.FailedService),
        Lateness = Total.Lateness,
        Requests = Total.ToKindCounts(requests),
        Timings = Total.Timings,
        CompletedInTime = CompletedInTime,
        OkInTime = OkInTime,
        PeakInFlight = 0,
        PeakConnections = 0,
        Transport = transport,
        Generator = generator,
        Cancelled = timeline.IsCancelled,
    };

    private bool IsNextComplete()
    {
        var some = false;
        for (var loop = 0; loop < loops; loop++)
        {
            if (_waiting[loop].Count == 0 && !_hasEnded[loop])
            {
                return false;
            }

            some |= _waiting[loop].Count > 0;
        }

        return some;
    }

    private void MergeNext()
    {
        var merged = exchange.Rent();
        long startNs = long.MaxValue, endNs = 0;
        // All loops cut their intervals at the same moments, so the heads of the queues are the same interval;
        // only drain, which each loop ends for itself, may be missing in some.
        foreach (var queue in _waiting)
        {
            if (queue.TryDequeue(out var part))
            {
                merged.Begin(part.Index, part.StartNs, part.Kind);
                startNs = Math.Min(startNs, part.StartNs);
                endNs = Math.Max(endNs, part.EndNs);
                merged.Add(part);
                exchange.Return(part);
            }
        }

        AddToTotal(merged);
        var start = TimeSpan.FromTicks((startNs - timeline.MeasuredStartNs) / NsPerTick);
        var length = TimeSpan.FromTicks((endNs - startNs) / NsPerTick);
        var evidence = watch.EndInterval(start, length, merged.Kind == IntervalKind.Measured, merged.Stalls);
        Tell(merged, start, length, evidence);
        exchange.Return(merged);
    }

    private void Tell(IntervalRecorder merged, TimeSpan start, TimeSpan length, IntervalEvidence evidence)
    {
        try
        {
            _observer?.OnInterval(ToResult(merged, start, length, evidence));
        }
        catch (Exception failure)
        {
            // The loops still have to be brought to their end before it can be thrown.
            _observer = null;
            onObserverFailed(failure);
        }
    }

    private void AddToTotal(IntervalRecorder merged)
    {
        if (merged.Kind == IntervalKind.WarmUp)
        {
            return;
        }

        Total.Add(merged);
        if (merged.Kind == IntervalKind.Measured)
        {
            CompletedInTime += merged.Ok + merged.Failed;
            OkInTime += merged.Ok;
        }
    }

    private IntervalResult ToResult(IntervalRecorder merged, TimeSpan start, TimeSpan length, IntervalEvidence evidence) => new()
    {
        Index = merged.Index,
        Start = start,
        Length = length,
        IsWarmUp = merged.Kind == IntervalKind.WarmUp,
        IsDrain = merged.Kind == IntervalKind.Drain,
        Counts = merged.ToCounts(),
        // The observer may keep what it is given, so these are not used again.
        Ok = new Latencies(merged.OkResponse.Copy(), merged.OkService.Copy()),
        Failed = new Latencies(merged.FailedResponse.Copy(), merged.FailedService.Copy()),
        Lateness = merged.Lateness.Copy(),
        Requests = merged.ToKindCounts(requests),
        Timings = merged.Timings.Copy(),
        InFlight = merged.InFlight,
        Users = merged.Users,
        Connections = merged.Connections,
        Generator = evidence,
    };
}
