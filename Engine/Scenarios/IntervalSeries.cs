using LoadLab.Engine.Measurement;
using LoadLab.Engine.SelfCheck;

namespace LoadLab.Engine.Scenarios;

/// <summary>Ends an interval at every multiple of its length, from a thread of its own, and tells the observer.</summary>
/// <remarks>The warm-up has intervals of its own, so that none holds both; a last one may be shorter.</remarks>
internal sealed class IntervalSeries : IDisposable
{
    private readonly ScenarioRecorder _recorder;
    private readonly UserPool _users;
    private readonly ILoadObserver? _observer;
    private readonly RunWatch _watch;
    private readonly long _lengthNs;
    private readonly long _warmUpStartNs;
    private readonly CancellationTokenSource _end = new();
    private int _index;
    private long _lastNs;
    private Thread? _thread;
    private Exception? _failure;

    internal IntervalSeries(ScenarioRecorder recorder, UserPool users, RunWatch watch, ILoadObserver? observer, TimeSpan length, long warmUpStartNs)
    {
        _recorder = recorder;
        _users = users;
        _observer = observer;
        _watch = watch;
        _lengthNs = length.Ticks * TimeSpan.NanosecondsPerTick;
        _warmUpStartNs = warmUpStartNs;
        _lastNs = warmUpStartNs;
    }

    internal void Start()
    {
        _thread = new Thread(Run) { IsBackground = true, Name = "scenario intervals" };
        _thread.Start();
    }

    /// <summary>Ends the last interval, which holds what came after the plan's end too.</summary>
    /// <exception cref="LoadSetupException">The _observer threw.</exception>
    internal void Finish()
    {
        _end.Cancel();
        _thread!.Join();
        var now = MonotonicClock.NowNs();
        if (IsWarmUp)
        {
            End(now);
        }

        // The thread may not have come to the boundary: the measured part has an interval of its own in any case.
        if (!IsWarmUp)
        {
            End(now);
        }

        if (_failure is not null)
        {
            throw new LoadSetupException($"What the intervals are handed to failed: {_failure.Message}", _failure);
        }
    }

    public void Dispose() => _end.Dispose();

    private void Run()
    {
        while (MonotonicWait.Until(NextBoundary(), _end.Token))
        {
            End(MonotonicClock.NowNs());
        }
    }

    private bool IsWarmUp => _lastNs < _recorder.MeasureStartNs;

    /// <summary>On the grid of the warm-up's start, or of the start of measuring, which also ends the warm-up's last interval.</summary>
    private long NextBoundary()
    {
        var origin = IsWarmUp ? _warmUpStartNs : _recorder.MeasureStartNs;
        var next = origin + ((((_lastNs - origin) / _lengthNs) + 1) * _lengthNs);
        return IsWarmUp ? Math.Min(next, _recorder.MeasureStartNs) : next;
    }

    private void End(long nowNs)
    {
        var warmUp = IsWarmUp;
        // The warm-up's last interval ends at the boundary itself: the thread's delay belongs to the measured part.
        var end = warmUp ? Math.Min(nowNs, _recorder.MeasureStartNs) : nowNs;
        var (tally, inFlight) = _recorder.EndInterval(warmUp);
        Tell(Interval(tally, inFlight, end, warmUp));
        _lastNs = end;
        _index++;
    }

    private IntervalResult Interval(RequestTally tally, int inFlight, long endNs, bool isWarmUp)
    {
        var (start, length) = (Span(_lastNs - _recorder.MeasureStartNs), Span(endNs - _lastNs));
        return new IntervalResult
        {
            Index = _index,
            Start = start,
            Length = length,
            IsWarmUp = isWarmUp,
            Counts = tally.Counts,
            Ok = tally.Ok,
            Failed = tally.Failed,
            InFlight = inFlight,
            Users = _users.Alive,
            Connections = 0,
            Generator = _watch.EndInterval(start, length, isMeasured: !isWarmUp, stalls: null),
        };
    }

    private void Tell(IntervalResult interval)
    {
        try
        {
            _observer?.OnInterval(interval);
        }
        catch (Exception exception)
        {
            // On this thread it would end the process; the run goes on and reports the first one at its end.
            _failure ??= exception;
        }
    }

    private static TimeSpan Span(long ns) => TimeSpan.FromTicks(ns / TimeSpan.NanosecondsPerTick);
}
