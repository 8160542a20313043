using LoadLab.Engine.Measurement;

namespace LoadLab.Engine.Scenarios;

/// <summary>Takes down every iteration and step of one scenario. Safe to use from many iterations at once; recording allocates nothing.</summary>
/// <remarks>
/// An iteration belongs to the warm-up or to the measured part by the time at which it was to begin. One of the warm-up
/// that ends later is in no figure.
/// </remarks>
internal sealed class ScenarioRecorder(long measureStartNs)
{
    /// <summary>Each step has two histograms; a scenario that makes up names must not eat the memory.</summary>
    private const int MostSteps = 200;

    private readonly Lock _lock = new();
    private readonly List<IterationState> _iterations = [];
    private readonly Dictionary<string, OutcomeTally> _steps = new(StringComparer.Ordinal);
    private readonly LatencyHistogram _lateness = new();
    private readonly RequestTally _total = new();
    private readonly OutcomeTally _outcomes = new();
    private RequestTally _interval = new();
    private RequestTally _warmUp = new();
    private long _measureEndNs = long.MaxValue;
    private long _completedInTime;
    private long _okInTime;
    private long _failures;
    private int _inFlight;
    private int _queued;
    private int _queuedWarmUp;
    private int _peakInFlight;
    private bool _closed;

    internal long MeasureStartNs => measureStartNs;

    /// <summary>True while an iteration runs or is about to.</summary>
    internal bool IsBusy
    {
        get
        {
            lock (_lock)
            {
                return _inFlight + _queued + _queuedWarmUp > 0;
            }
        }
    }

    /// <summary>Makes an instance's iterations known, so that those unfinished at the end are found.</summary>
    internal void Register(IterationState iteration)
    {
        lock (_lock)
        {
            _iterations.Add(iteration);
        }
    }

    /// <summary>What completes later is not in time.</summary>
    internal void EndMeasuringAt(long endNs)
    {
        lock (_lock)
        {
            _measureEndNs = endNs;
        }
    }

    /// <summary>An arrival that was handed to the thread pool and will begin as soon as a thread is free.</summary>
    internal void Queue(long intendedNs)
    {
        lock (_lock)
        {
            TallyOf(intendedNs).Planned++;
            QueuedIn(intendedNs)++;
        }
    }

    /// <summary>Begins an iteration; false where the run is over and it must not begin.</summary>
    internal bool TryBegin(IterationState iteration, long? intendedNs)
    {
        lock (_lock)
        {
            if (_closed)
            {
                return false;
            }

            var now = MonotonicClock.NowNs();
            iteration.IntendedNs = intendedNs ?? now;
            iteration.SentNs = now;
            iteration.IsMeasured = iteration.IntendedNs >= measureStartNs;
            iteration.IsRunning = true;
            Count(iteration, isArrival: intendedNs is not null);
            return true;
        }
    }

    /// <summary>Ends an iteration; returns how many measured ones have failed so far.</summary>
    internal long Complete(IterationState iteration, IResponse response, IterationBytes bytes)
    {
        var now = MonotonicClock.NowNs();
        lock (_lock)
        {
            iteration.IsRunning = false;
            if (!_closed)
            {
                _inFlight--;
                Record(iteration, response, bytes, now);
            }

            return _failures;
        }
    }

    /// <exception cref="InvalidOperationException">The scenario has more different step names than are kept apart.</exception>
    internal void CompleteStep(IterationState iteration, string name, IResponse response, long elapsedNs)
    {
        lock (_lock)
        {
            if (!_closed && iteration.IsMeasured)
            {
                StepOf(name).Record(response, elapsedNs, response.SizeBytes);
            }
        }
    }

    /// <summary>An arrival that will not be sent.</summary>
    internal void Miss(long intendedNs)
    {
        lock (_lock)
        {
            var tally = TallyOf(intendedNs);
            tally.Planned++;
            tally.Missed++;
        }
    }

    /// <summary>Hands over what happened since the last time, and begins anew.</summary>
    internal (RequestTally Tally, int InFlight) EndInterval(bool isWarmUp)
    {
        lock (_lock)
        {
            var ended = isWarmUp ? _warmUp : _interval;
            if (isWarmUp)
            {
                _warmUp = new RequestTally();
            }
            else
            {
                _total.Add(ended);
                _interval = new RequestTally();
            }

            return (ended, _inFlight);
        }
    }

    /// <summary>Counts what still runs as unfinished, with the time it has taken so far; later completions change nothing.</summary>
    internal void Close()
    {
        lock (_lock)
        {
            var now = MonotonicClock.NowNs();
            foreach (var iteration in _iterations.Where(iteration => iteration is { IsRunning: true, IsMeasured: true }))
            {
                _interval.LeaveUnfinished(now - iteration.IntendedNs, now - iteration.SentNs);
            }

            _interval.Missed += _queued;
            _closed = true;
        }
    }

    /// <summary>The whole measured part; call after the last interval was ended.</summary>
    internal LoadResult Result(DateTimeOffset startedAt, bool cancelled, GeneratorUsage usage)
    {
        lock (_lock)
        {
            return new LoadResult
            {
                StartedAt = startedAt,
                Measured = TimeSpan.FromTicks(Math.Max(0, _measureEndNs - measureStartNs) / TimeSpan.NanosecondsPerTick),
                Counts = _total.Counts,
                Ok = _total.Ok,
                Failed = _total.Failed,
                Lateness = _lateness,
                CompletedInTime = _completedInTime,
                OkInTime = _okInTime,
                PeakInFlight = _peakInFlight,
                PeakConnections = 0,
                Transport = "scenario",
                Generator = usage,
                Cancelled = cancelled,
            };
        }
    }

    internal MeasuredOutcomes Outcomes()
    {
        lock (_lock)
        {
            return new MeasuredOutcomes(_outcomes, new Dictionary<string, OutcomeTally>(_steps, StringComparer.Ordinal));
        }
    }

    private RequestTally TallyOf(long intendedNs) => intendedNs >= measureStartNs ? _interval : _warmUp;

    private ref int QueuedIn(long intendedNs) => ref intendedNs >= measureStartNs ? ref _queued : ref _queuedWarmUp;

    private void Count(IterationState iteration, bool isArrival)
    {
        _inFlight++;
        var tally = TallyOf(iteration.IntendedNs);
        tally.Sent++;
        if (isArrival)
        {
            QueuedIn(iteration.IntendedNs)--;
        }
        else
        {
            tally.Planned++;
        }

        if (iteration.IsMeasured)
        {
            CountMeasured(iteration, isArrival);
        }
    }

    private void CountMeasured(IterationState iteration, bool isArrival)
    {
        _peakInFlight = Math.Max(_peakInFlight, _inFlight);
        if (isArrival)
        {
            _lateness.Record(iteration.SentNs - iteration.IntendedNs);
        }
    }

    private void Record(IterationState iteration, IResponse response, IterationBytes bytes, long now)
    {
        var responseNs = now - iteration.IntendedNs;
        var serviceNs = now - iteration.SentNs;
        if (!iteration.IsMeasured)
        {
            _warmUp.Complete(response, bytes, responseNs, serviceNs);
            return;
        }

        _interval.Complete(response, bytes, responseNs, serviceNs);
        _outcomes.Record(response, responseNs, bytes.Sent + bytes.Received);
        _failures += response.IsError ? 1 : 0;
        if (now <= _measureEndNs)
        {
            _completedInTime++;
            _okInTime += response.IsError ? 0 : 1;
        }
    }

    private OutcomeTally StepOf(string name)
    {
        if (_steps.TryGetValue(name, out var step))
        {
            return step;
        }

        if (_steps.Count == MostSteps)
        {
            throw new InvalidOperationException($"A scenario may have {MostSteps} different step names; '{name}' is one more. Keep values out of step names.");
        }

        return _steps[name] = new OutcomeTally();
    }
}
