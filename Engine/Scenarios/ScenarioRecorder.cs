using System.Net;
using LoadLab.Engine.Http.Loops;
using LoadLab.Engine.Measurement;

namespace LoadLab.Engine.Scenarios;

/// <summary>
/// Takes down every iteration and step of one scenario as an event loop takes down its requests. Safe to use from many iterations at once;
/// recording allocates nothing.
/// </summary>
/// <remarks>
/// An iteration belongs to the warm-up or to the measured part by the time at which it was to begin. One of the warm-up that ends later is
/// in no figure. Whoever comes first after an interval's end closes it, so that the moment an iteration completed decides where it counts,
/// not the moment a timer fired.
/// </remarks>
internal sealed class ScenarioRecorder(RunTimeline timeline, IntervalExchange exchange, long intervalNs)
{
    /// <summary>Iterations are not told apart by kind; steps have tallies of their own.</summary>
    private const int OneKind = 0;

    /// <summary>Each step has two histograms; a scenario that makes up names must not eat the memory.</summary>
    private const int MostSteps = 200;

    /// <summary>Place among the loops of a run: scenarios have one.</summary>
    private const int Loop = 0;

    private readonly Lock _lock = new();
    private readonly List<IterationState> _iterations = [];
    private readonly Dictionary<string, OutcomeTally> _steps = new(StringComparer.Ordinal);
    private readonly OutcomeTally _outcomes = new();
    private IntervalRecorder _recorder = exchange.Rent();
    private long _intervalEndNs;
    private long _failures;
    private int _inFlight;
    private int _measuredInFlight;
    private int _queued;
    private int _peakInFlight;
    private bool _closed;

    /// <summary>Tells the users alive, for the intervals.</summary>
    internal Func<int> Users { get; set; } = () => 0;

    /// <summary>True while a measured iteration runs or is about to.</summary>
    internal bool IsBusy
    {
        get
        {
            lock (_lock)
            {
                return _measuredInFlight + _queued > 0;
            }
        }
    }

    /// <summary>Iterations that run now, those left when the run was closed included.</summary>
    internal int Running
    {
        get
        {
            lock (_lock)
            {
                return _inFlight;
            }
        }
    }

    internal int PeakInFlight
    {
        get
        {
            lock (_lock)
            {
                return _peakInFlight;
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

    /// <summary>Begins the first interval; the timeline must have been started.</summary>
    internal void Begin()
    {
        lock (_lock)
        {
            _recorder.Begin(0, timeline.StartNs, timeline.WarmUpPhases > 0 ? IntervalKind.WarmUp : IntervalKind.Measured);
            _intervalEndNs = timeline.StartNs + intervalNs;
        }
    }

    /// <summary>Closes the intervals that are over.</summary>
    internal void AdvanceTo(long nowNs)
    {
        lock (_lock)
        {
            Advance(nowNs);
        }
    }

    /// <summary>An arrival that is due, whatever becomes of it.</summary>
    internal void Plan(long intendedNs)
    {
        lock (_lock)
        {
            Advance(MonotonicClock.NowNs());
            _recorder.Planned += IsRecorded(intendedNs) ? 1 : 0;
        }
    }

    /// <summary>An arrival that was handed to the thread pool and will begin as soon as a thread is free.</summary>
    internal void Queue(long intendedNs)
    {
        lock (_lock)
        {
            _queued += IsMeasured(intendedNs) ? 1 : 0;
        }
    }

    /// <summary>An arrival that was planned and will not be sent.</summary>
    internal void Miss(long intendedNs)
    {
        lock (_lock)
        {
            _recorder.Missed += IsRecorded(intendedNs) ? 1 : 0;
        }
    }

    /// <summary>Begins an iteration; false where the run is over and it must not begin.</summary>
    /// <param name="iteration">Its state.</param>
    /// <param name="arrival">What it was to begin by; null for a virtual user, whose iterations begin when they can.</param>
    internal bool TryBegin(IterationState iteration, Arrival? arrival)
    {
        lock (_lock)
        {
            var now = MonotonicClock.NowNs();
            Advance(now);
            if (_closed || (arrival is null && _recorder.Kind == IntervalKind.Drain))
            {
                return false;
            }

            iteration.IntendedNs = arrival?.IntendedNs ?? now;
            iteration.SentNs = now;
            iteration.IsMeasured = IsMeasured(iteration.IntendedNs);
            iteration.IsRunning = true;
            Count(iteration, arrival);
            return true;
        }
    }

    /// <summary>Ends an iteration; returns how many measured ones have failed so far.</summary>
    internal long Complete(IterationState iteration, IResponse response, IterationBytes bytes)
    {
        var now = MonotonicClock.NowNs();
        lock (_lock)
        {
            Advance(now);
            iteration.IsRunning = false;
            _inFlight--;
            _measuredInFlight -= iteration.IsMeasured ? 1 : 0;
            if (!_closed && IsRecorded(iteration.IntendedNs))
            {
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

    /// <summary>
    /// Counts what still runs as unfinished, with the time it has taken so far, and what no thread has begun as missed; later completions
    /// change nothing. Hands over the last interval.
    /// </summary>
    internal void Close()
    {
        lock (_lock)
        {
            var now = MonotonicClock.NowNs();
            Advance(now);
            foreach (var iteration in _iterations.Where(iteration => iteration is { IsRunning: true, IsMeasured: true }))
            {
                _recorder.RecordError(OneKind, ErrorKind.Unfinished, now - iteration.IntendedNs, now - iteration.SentNs);
            }

            _recorder.Missed += _queued;
            if (!_recorder.IsEmpty)
            {
                Publish(now);
            }

            _closed = true;
            exchange.Publish(Loop, null);
        }
    }

    internal MeasuredOutcomes Outcomes()
    {
        lock (_lock)
        {
            return new MeasuredOutcomes(_outcomes, new Dictionary<string, OutcomeTally>(_steps, StringComparer.Ordinal));
        }
    }

    private bool IsMeasured(long intendedNs) => intendedNs >= timeline.MeasuredStartNs;

    /// <summary>What is of the warm-up is in no measured interval, even when it ends there.</summary>
    private bool IsRecorded(long intendedNs) => _recorder.Kind == IntervalKind.WarmUp || IsMeasured(intendedNs);

    private void Advance(long nowNs)
    {
        while (!_closed && NextCutNs() is var cutNs && cutNs <= nowNs)
        {
            if (_recorder.Kind == IntervalKind.Drain)
            {
                Cut(cutNs, IntervalKind.Drain);
            }
            else if (cutNs == timeline.EndNs)
            {
                Cut(Math.Max(cutNs, _recorder.StartNs), IntervalKind.Drain);
            }
            else if (_recorder.Kind == IntervalKind.WarmUp && cutNs == timeline.MeasuredStartNs)
            {
                Cut(cutNs, IntervalKind.Measured);
                _peakInFlight = _inFlight;
            }
            else if (timeline.TryPass(cutNs))
            {
                Cut(cutNs, _recorder.Kind);
            }
        }
    }

    private long NextCutNs() => _recorder.Kind switch
    {
        IntervalKind.WarmUp => Math.Min(_intervalEndNs, Math.Min(timeline.MeasuredStartNs, timeline.EndNs)),
        IntervalKind.Measured => Math.Min(_intervalEndNs, timeline.EndNs),
        _ => _intervalEndNs,
    };

    private void Cut(long atNs, IntervalKind next)
    {
        var index = _recorder.Index + 1;
        Publish(atNs);
        _recorder = exchange.Rent();
        _recorder.Begin(index, atNs, next);
        _intervalEndNs = atNs + intervalNs;
    }

    private void Publish(long endNs)
    {
        _recorder.End(endNs, _inFlight, Users(), connections: 0, stalls: null);
        exchange.Publish(Loop, _recorder);
    }

    private void Count(IterationState iteration, Arrival? arrival)
    {
        _peakInFlight = Math.Max(_peakInFlight, ++_inFlight);
        _measuredInFlight += iteration.IsMeasured ? 1 : 0;
        _queued -= arrival is not null && iteration.IsMeasured ? 1 : 0;
        if (!IsRecorded(iteration.IntendedNs))
        {
            return;
        }

        _recorder.RecordSent(OneKind);
        if (arrival is null)
        {
            _recorder.Planned++;
            return;
        }

        var lateNs = iteration.SentNs - iteration.IntendedNs;
        _recorder.Lateness.Record(lateNs);
        if (arrival.Value.HasWaited)
        {
            _recorder.Timings.Blocked.Record(lateNs);
        }
    }

    private void Record(IterationState iteration, IResponse response, IterationBytes bytes, long now)
    {
        var responseNs = now - iteration.IntendedNs;
        _recorder.BytesSent += bytes.Sent;
        _recorder.BytesReceived += bytes.Received;
        RecordOutcome(response, responseNs, now - iteration.SentNs);
        if (iteration.IsMeasured)
        {
            _outcomes.Record(response, responseNs, bytes.Sent + bytes.Received);
            _failures += response.IsError ? 1 : 0;
        }
    }

    /// <summary>A status that contradicts the scenario's verdict is its own affair: counts by status add up with Ok and Failed.</summary>
    private void RecordOutcome(IResponse response, long responseNs, long serviceNs)
    {
        var status = StatusOf(response.StatusCode);
        if (!response.IsError)
        {
            _recorder.RecordSuccess(OneKind, status < 400 ? status : IntervalRecorder.NoStatus, responseNs, serviceNs);
        }
        else if (status >= 400)
        {
            _recorder.RecordRejection(OneKind, status, responseNs, serviceNs);
        }
        else
        {
            _recorder.RecordError(OneKind, ErrorKind.ScenarioFailed, responseNs, serviceNs);
        }
    }

    /// <summary>The status as a number, from "404" or "NotFound"; none for any other text.</summary>
    private static int StatusOf(string text) =>
        Enum.TryParse<HttpStatusCode>(text, out var status) && (int)status is >= 100 and <= 599 ? (int)status : IntervalRecorder.NoStatus;

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
