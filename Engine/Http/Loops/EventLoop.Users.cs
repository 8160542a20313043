using LoadLab.Engine.LoadModels;

namespace LoadLab.Engine.Http.Loops;

/// <content>Closed phases: virtual users wait for their response, think, and ask again.</content>
internal sealed partial class EventLoop
{
    /// <summary>A user without room for its connection looks again after this; its wait counts as response time.</summary>
    private const long RoomRetryNs = 1_000_000;

    private readonly long _thinkMinimumNs;
    private readonly long _thinkRangeNs;
    private readonly UserTimers _timers = new();
    private readonly List<VirtualUser> _users = [];
    private readonly Stack<VirtualUser> _spareUsers = [];
    private IUserSchedule? _userSchedule;
    private long _nextUserChangeNs = IUserSchedule.Never;
    private long? _iterations;
    private long _phaseStarted;
    private long _phaseFinished;
    private bool _hasReported;
    private long _nextUserIndex;

    private void BeginUsers(ClosedPhase? phase)
    {
        _userSchedule = phase?.Users;
        _iterations = phase?.Iterations;
        if (_userSchedule is null)
        {
            _nextUserChangeNs = IUserSchedule.Never;
            SetUsers(0, _phaseStartNs);
            return;
        }

        SetUsers(_userSchedule.UsersAt(0), _phaseStartNs);
        ReadNextUserChange(0);
        // Those that had nothing left to do in the phase before.
        foreach (var user in _users)
        {
            if (user.State == UserState.Parked)
            {
                Await(user, _phaseStartNs);
            }
        }
    }

    /// <summary>Users who come from another generator first think, as if they had just been answered: thousands would ask at once.</summary>
    private void ChangeUsers(ClosedPhase phase, long atNs)
    {
        _userSchedule = phase.Users;
        SetUsers(_userSchedule.UsersAt(atNs - _phaseStartNs), atNs, thinkFirst: true);
        ReadNextUserChange(atNs - _phaseStartNs);
    }

    private void ReadNextUserChange(long offsetNs)
    {
        var nextNs = _userSchedule!.NextChangeNs(offsetNs);
        _nextUserChangeNs = nextNs == IUserSchedule.Never ? IUserSchedule.Never : _phaseStartNs + nextNs;
    }

    private void UpdateUsers(long limitNs)
    {
        while (_nextUserChangeNs <= limitNs)
        {
            var changeNs = _nextUserChangeNs;
            SetUsers(_userSchedule!.UsersAt(changeNs - _phaseStartNs), changeNs);
            ReadNextUserChange(changeNs - _phaseStartNs);
        }
    }

    private void SetUsers(int count, long atNs, bool thinkFirst = false)
    {
        while (_users.Count < count)
        {
            var user = _spareUsers.TryPop(out var spare) ? spare : new VirtualUser(_targets.Length);
            user.IsRetired = false;
            user.NextTarget = (int)(_nextUserIndex % _targets.Length);
            _nextUserIndex += Share.Part.Stride;
            _users.Add(user);
            Await(user, thinkFirst ? NextDueNs(user, atNs) : atNs);
        }

        while (_users.Count > count)
        {
            var user = _users[^1];
            _users.RemoveAt(_users.Count - 1);
            Retire(user);
        }
    }

    private void Await(VirtualUser user, long dueNs)
    {
        user.State = UserState.Waiting;
        user.IsBlocked = false;
        user.DueNs = dueNs;
        _timers.Add(dueNs, user);
    }

    private void AwaitRoom(VirtualUser user)
    {
        user.State = UserState.Waiting;
        user.IsBlocked = true;
        _timers.Add(_clockNs + RoomRetryNs, user);
    }

    /// <summary>A busy user finishes its request; a waiting one leaves its timer to run out, and is not used again before.</summary>
    private void Retire(VirtualUser user)
    {
        user.IsRetired = true;
        if (user.State == UserState.Busy)
        {
            return;
        }

        CloseConnections(user);
        if (user.State == UserState.Parked)
        {
            _spareUsers.Push(user);
        }
    }

    private void CloseConnections(VirtualUser user)
    {
        foreach (var connection in user.Connections)
        {
            if (connection is not null)
            {
                Release(connection);
            }
        }
    }

    private void StartUsers(int limit)
    {
        while (limit-- > 0 && _timers.NextDueNs <= DueLimitNs())
        {
            var user = _timers.Take();
            user.State = UserState.Parked;
            if (user.IsRetired)
            {
                _spareUsers.Push(user);
            }
            else if (HasIterationLeft())
            {
                StartUser(user, user.DueNs);
            }
        }
    }

    private bool HasIterationLeft() => _iterations is not { } iterations || _phaseStarted < iterations;

    private void StartUser(VirtualUser user, long dueNs)
    {
        var target = _targets[user.NextTarget];
        var connection = user.Connections[user.NextTarget];
        if (connection is null && _connections >= _setup.MaxConnections && !TryCloseAnIdle())
        {
            user.DueNs = dueNs;
            AwaitRoom(user);
            return;
        }

        if (!TryChoose())
        {
            // It stays parked: the run is over.
            return;
        }

        AdvanceTarget(user);
        user.State = UserState.Busy;
        if (connection is not null)
        {
            Start(connection, dueNs);
        }
        else
        {
            StartOnNew(target, user, dueNs);
        }
    }

    private void AdvanceTarget(VirtualUser user) => user.NextTarget = user.NextTarget + 1 == _targets.Length ? 0 : user.NextTarget + 1;

    /// <summary>After a response. Without think time the user asks again at once; it was due when the response came.</summary>
    private void ContinueUser(VirtualUser user, long completedNs)
    {
        if (user.IsRetired)
        {
            Leave(user);
        }
        else if (_thinkMinimumNs + _thinkRangeNs == 0 && _targets[user.NextTarget].RetryAtNs == 0 && completedNs < _nextCutNs)
        {
            user.State = UserState.Parked;
            user.IsBlocked = false;
            if (HasIterationLeft())
            {
                StartUser(user, completedNs);
            }
        }
        else
        {
            Await(user, NextDueNs(user, completedNs));
        }
    }

    /// <summary>After a failure. Never at once, so that failing cannot recurse.</summary>
    private void ContinueAfterFailure(VirtualUser user, long failedNs)
    {
        if (user.IsRetired)
        {
            Leave(user);
        }
        else
        {
            Await(user, NextDueNs(user, failedNs));
        }
    }

    private void Leave(VirtualUser user)
    {
        CloseConnections(user);
        user.State = UserState.Parked;
        _spareUsers.Push(user);
    }

    /// <summary>After the think time, but not while the next target is backed off from.</summary>
    private long NextDueNs(VirtualUser user, long fromNs)
    {
        var thinkNs = _thinkMinimumNs + (_thinkRangeNs == 0 ? 0 : (long)(_think.NextDouble() * _thinkRangeNs));
        return Math.Max(fromNs + thinkNs, _targets[user.NextTarget].RetryAtNs);
    }
}
