using LoadLab.Engine.Interop;
using LoadLab.Engine.LoadModels;
using LoadLab.Engine.Measurement;

namespace LoadLab.Engine.Http.Loops;

/// <content>Phases, intervals and the end of the run.</content>
internal sealed partial class EventLoop
{
    /// <summary>A sleep ends this long before the start at the latest, however late this machine wakes from it.</summary>
    private const long StartSpinNs = 1_000_000;

    private IntervalRecorder _recorder;
    private IntervalKind _kind;
    private int _interval;
    private int _phase;
    private LoadPhase? _current;
    private ShareChange _share;
    private long _phaseStartNs;

    /// <summary>When this loop really began: after the run's start where the generator joined others that had begun.</summary>
    private long _begunNs;

    /// <summary>The regular end of the current interval.</summary>
    private long _intervalEndNs;

    /// <summary>The first of the interval's end, the phase's, the share's and the run's, as last seen.</summary>
    private long _nextCutNs;

    private long _drainEndNs;
    private bool _hasFinished;
    private UsageSnapshot _usedBefore;
    private long _spunNs;
    private long _spunBeforeNs;
    private LoopOutcome _outcome = new();

    private LoopShare Share => _share.Loops[_setup.Index];

    /// <summary>The end of the current share; of all time where no other follows it.</summary>
    private long NextShareNs => _share.Next?.AtNs ?? RunTimeline.Unknown;

    private bool IsLastWarmUpPhase => _phase + 1 == _timeline.WarmUpPhases;

    /// <summary>So that all loops, on whatever machines, begin at the same moment.</summary>
    private static void WaitUntil(long startNs)
    {
        var leftNs = startNs - MonotonicClock.NowNs();
        if (leftNs > StartSpinNs)
        {
            NativeThread.Sleep(leftNs - StartSpinNs);
        }

        while (MonotonicClock.NowNs() < startNs)
        {
            Thread.SpinWait(1);
        }
    }

    private void BeginRun()
    {
        WaitUntil(_timeline.StartNs);
        _clockNs = Math.Max(_timeline.StartNs, MonotonicClock.NowNs());
        _batchNs = _clockNs;
        _begunNs = _clockNs;
        _stalls.Begin(_clockNs);
        BeginInterval(_timeline.StartNs, _timeline.WarmUpPhases > 0 ? IntervalKind.WarmUp : IntervalKind.Measured);
        if (_kind == IntervalKind.Measured)
        {
            BeginMeasuring();
        }

        while (_setup.Shares.After(_share) is { } next && next.AtNs <= _timeline.StartNs)
        {
            // Dealt anew before anything was made.
            GoOnWith(next);
        }

        BeginPhase(0, _timeline.StartNs);
        _ = NextCutNs();
    }

    private long NextCutNs()
    {
        var phaseEndNs = _kind == IntervalKind.Drain ? _drainEndNs : Math.Min(Math.Min(_timeline.EndOf(_phase), _timeline.EndNs), NextShareNs);
        return _nextCutNs = Math.Min(_intervalEndNs, phaseEndNs);
    }

    private void AdvanceTo(long nowNs)
    {
        if (nowNs >= _timeline.LeaseEndsNs)
        {
            _timeline.HoldToLease(nowNs);
        }

        if (_kind == IntervalKind.Drain && _measuredInFlight == 0)
        {
            Finish(nowNs);
        }

        while (!_hasFinished && NextCutNs() is var cutNs && cutNs <= nowNs)
        {
            if (_kind == IntervalKind.Drain)
            {
                CutDrain(cutNs);
            }
            else if (cutNs == _timeline.EndNs)
            {
                EndMeasuring(cutNs);
            }
            else if (cutNs < _intervalEndNs || (cutNs == _timeline.EndOf(_phase) && IsLastWarmUpPhase))
            {
                CutPhase(cutNs);
            }
            else if (_timeline.TryPass(cutNs))
            {
                // Before a phase that ends at the same moment, so that the interval shows the users and connections of its own time.
                CutInterval(cutNs, _kind);
            }
        }

        UpdateUsers(Math.Min(nowNs, _nextCutNs - 1));
    }

    /// <summary>The share changes first, so that a phase which begins at the same moment begins with the new one.</summary>
    private void CutPhase(long cutNs)
    {
        if (cutNs == NextShareNs)
        {
            ChangeShare(cutNs);
        }
        else if (cutNs == _timeline.EndOf(_phase))
        {
            EndPhase(cutNs);
        }
    }

    /// <summary>Everything due before the change is the old share's. What waits for a connection by then stays here, whatever the new one is.</summary>
    private void ChangeShare(long atNs)
    {
        if (_setup.Shares.After(_share) is not { } next || next.AtNs != atNs)
        {
            // Withdrawn.
            return;
        }

        TakeLastArrivals(atNs);
        GoOnWith(next);
        if (atNs == _timeline.EndOf(_phase))
        {
            return;
        }

        _current = Share.Phases[_phase];
        _arrivals = Share.Arrivals;
        ReadNextArrival();
        if (_current is ClosedPhase closed)
        {
            ChangeUsers(closed, atNs);
        }
    }

    private void GoOnWith(ShareChange next)
    {
        var hadNone = Share.Part.IsNone;
        _share = next;
        if (!Share.Part.IsNone)
        {
            _chooser.GoOnWith(Share.Part);
        }

        if (hadNone)
        {
            // It was given chance and a first target without a place among the others.
            _chooser.Reseed(NewRandom(ChoiceStream));
            _think = NewRandom(ThinkStream);
            BeginTargets();
        }
    }

    private void BeginPhase(int phase, long startNs)
    {
        _phase = phase;
        _phaseStartNs = startNs;
        _current = Share.Phases[phase];
        _phaseStarted = 0;
        _phaseFinished = 0;
        _hasReported = false;
        BeginArrivals(_current as OpenPhase);
        BeginUsers(_current as ClosedPhase);
        ReportIfFinished();
    }

    private void EndPhase(long endNs)
    {
        TakeLastArrivals(endNs);
        if (IsLastWarmUpPhase)
        {
            // The backlog of the warm-up is not carried into what is measured.
            MissQueued();
            CutInterval(endNs, IntervalKind.Measured);
            BeginMeasuring();
        }

        BeginPhase(_phase + 1, endNs);
    }

    private void BeginMeasuring()
    {
        _usedBefore = UsageSnapshot.Take();
        _stalls.BeginMeasuring();
        _spunBeforeNs = _spunNs;
        _peakInFlight = _inFlight;
        _peakConnections = _connections;
    }

    /// <summary>Time before this loop began is none in which it could have used a processor.</summary>
    private long MeasuringFromNs(long endNs) => _begunNs < endNs ? Math.Max(_timeline.MeasuredStartNs, _begunNs) : _timeline.MeasuredStartNs;

    private void EndMeasuring(long endNs)
    {
        TakeLastArrivals(endNs);
        MissQueued();
        if (_kind == IntervalKind.Measured)
        {
            _outcome = new LoopOutcome
            {
                Used = UsageSnapshot.Take() - _usedBefore,
                SpunNs = _spunNs - _spunBeforeNs,
                ElapsedNs = endNs - MeasuringFromNs(endNs),
                PeakInFlight = _peakInFlight,
                PeakConnections = _peakConnections,
                MaxConnections = _setup.MaxConnections,
                Stalls = _stalls.Measured,
                Stalled = _stalled,
            };
        }

        _current = null;
        BeginArrivals(null);
        _drainEndNs = endNs + _timeline.DrainNs(_drainNs);
        // The last interval shows the users and connections of its own time; then they go.
        CutInterval(endNs, IntervalKind.Drain);
        BeginUsers(null);
    }

    private void CutDrain(long cutNs)
    {
        if (cutNs == _drainEndNs)
        {
            Finish(cutNs);
        }
        else
        {
            CutInterval(cutNs, IntervalKind.Drain);
        }
    }

    /// <summary>What is still unanswered stays so; then everything is closed.</summary>
    private void Finish(long nowNs)
    {
        FailAll(_connecting, nowNs);
        FailAll(_busy, nowNs);
        foreach (var target in _targets)
        {
            CloseIdle(target);
        }

        if (!_recorder.IsEmpty)
        {
            PublishInterval(nowNs);
        }

        _hasFinished = true;
    }

    private void FailAll(ConnectionList connections, long nowNs)
    {
        while (connections.First is { } connection)
        {
            Fail(connection, ErrorKind.Unfinished, nowNs);
        }
    }

    private void CutInterval(long atNs, IntervalKind next)
    {
        PublishInterval(atNs);
        _recorder = _setup.Exchange.Rent();
        _interval++;
        BeginInterval(atNs, next);
    }

    private void PublishInterval(long endNs)
    {
        _recorder.End(endNs, _inFlight, _users.Count, _connections, _stalls.TakeInterval(_clockNs));
        _setup.Exchange.Publish(_setup.Index, _recorder);
    }

    private void BeginInterval(long startNs, IntervalKind kind)
    {
        _kind = kind;
        _intervalEndNs = startNs + _intervalNs;
        _recorder.Begin(_interval, startNs, kind);
    }

    /// <summary>A phase of iterations is over for this loop when the last of its share is answered or has failed.</summary>
    private void ReportIfFinished()
    {
        if (_hasReported || !HasFinishedIterations())
        {
            return;
        }

        _hasReported = true;
        if (_timeline.FinishIterations(_phase, _clockNs))
        {
            _setup.WakeAll();
        }
    }

    private bool HasFinishedIterations() => _current switch
    {
        ClosedPhase { Iterations: { } iterations } => _phaseFinished == iterations,
        OpenPhase { DurationNs: null } => _nextArrivalNs == IArrivalSchedule.End && _queue.Count == 0 && _phaseFinished == _phaseStarted,
        _ => false,
    };
}
