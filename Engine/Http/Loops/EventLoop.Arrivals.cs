using LoadLab.Engine.LoadModels;

namespace LoadLab.Engine.Http.Loops;

/// <content>Open phases: arrivals do not wait for responses.</content>
internal sealed partial class EventLoop
{
    private readonly ArrivalQueue _queue = new();
    private IArrivalSchedule? _arrivals;
    private long _nextArrivalNs = IArrivalSchedule.End;
    private int _nextTarget;

    /// <summary>A connection became free, or room for one, while arrivals were waiting.</summary>
    private bool _canStartQueued;

    /// <summary>An arrival found no connection; so has every arrival that was queued behind it, until the queue is empty again.</summary>
    private bool _isOutOfConnections;

    private void BeginArrivals(OpenPhase? phase)
    {
        _arrivals = phase?.CreateSchedule();
        ReadNextArrival();
        if (phase is null && _current is ClosedPhase)
        {
            // Users have connections of their own; those of the arrivals would only take room.
            foreach (var target in _targets)
            {
                CloseIdle(target);
            }
        }
    }

    private void ReadNextArrival()
    {
        var offsetNs = _arrivals?.NextNs() ?? IArrivalSchedule.End;
        var isInPhase = offsetNs != IArrivalSchedule.End && !(_current?.DurationNs <= offsetNs);
        _nextArrivalNs = isInPhase ? _phaseStartNs + offsetNs : IArrivalSchedule.End;
    }

    private void StartArrivals(int limit)
    {
        _canStartQueued = false;
        while (_queue.Count > 0 && TryStartArrival(_queue.First))
        {
            _queue.RemoveFirst();
            if (--limit == 0)
            {
                // The rest must not wait for an event.
                _canStartQueued = _queue.Count > 0;
                break;
            }
        }

        _isOutOfConnections &= _queue.Count > 0;
        while (_nextArrivalNs <= DueLimitNs() && !HasUsedUpRows)
        {
            // Once out of budget the due ones only queue, so that planned ones are counted when they are due.
            TakeArrival(canStart: limit > 0);
            limit--;
        }

        ReportIfFinished();
    }

    private void TakeArrival(bool canStart)
    {
        var intendedNs = _nextArrivalNs;
        ReadNextArrival();
        var isRecorded = _kind == IntervalKind.WarmUp || intendedNs >= _timeline.MeasuredStartNs;
        _recorder.Planned += isRecorded ? 1 : 0;
        if (_queue.Count == 0 && canStart && TryStartArrival(intendedNs))
        {
            return;
        }

        if (HasUsedUpRows)
        {
            // The load ended before it.
            _recorder.Planned -= isRecorded ? 1 : 0;
            return;
        }

        _queue.Add(intendedNs);
        _canStartQueued |= !canStart;
    }

    /// <summary>Before a phase ends the loop makes its usual round once more; what is left waits for the next phase, or is missed.</summary>
    private void TakeLastArrivals(long endNs)
    {
        for (var started = 0; _nextArrivalNs < endNs && !HasUsedUpRows; started++)
        {
            TakeArrival(canStart: started < _timeline.LastArrivals);
        }
    }

    private void MissQueued()
    {
        _recorder.Missed += _queue.Clear();
        _canStartQueued = false;
        _isOutOfConnections = false;
    }

    /// <summary>Starts a request on an idle connection to the next target in turn, or on a new one; false where there can be none now.</summary>
    private bool TryStartArrival(long intendedNs)
    {
        var target = _targets[_nextTarget];
        if (target.Idle.Last is null && _hasMoreEvents)
        {
            // One of them may free a connection. A loop that is behind would open thousands, and be the later for it.
            _canStartQueued = true;
            return false;
        }

        if (target.Idle.Last is null && _connections >= _setup.MaxConnections && !TryCloseAnIdle())
        {
            _isOutOfConnections = true;
            return false;
        }

        if (!TryChoose())
        {
            return false;
        }

        AdvanceTarget();
        if (target.Idle.Last is { } idle)
        {
            target.Idle.Remove(idle);
            Start(idle, intendedNs);
        }
        else
        {
            StartOnNew(target, user: null, intendedNs);
        }

        return true;
    }

    private void AdvanceTarget()
    {
        if (++_nextTarget == _targets.Length)
        {
            _nextTarget = 0;
        }
    }

    /// <summary>
    /// At the limit, an idle connection of the arrivals makes room: for one to another target, so that requests still go round, or for a
    /// user who comes after them.
    /// </summary>
    private bool TryCloseAnIdle()
    {
        foreach (var target in _targets)
        {
            if (target.Idle.First is { } idle)
            {
                target.Idle.Remove(idle);
                Release(idle);
                return true;
            }
        }

        return false;
    }

    private void CloseIdle(TargetState target)
    {
        while (target.Idle.Last is { } idle)
        {
            target.Idle.Remove(idle);
            Release(idle);
        }
    }
}
