using LoadLab.Engine.Http;
using LoadLab.Harness.Agents.Protocol.Messages;
using LoadLab.Harness.Agents.Protocol.Specs;
using LoadLab.Harness.Agents.Translation;
using LoadLab.Harness.Results;

namespace LoadLab.Harness.Agents.Coordinator;

/// <content>Agents that come, go or are lost while the run goes on, and the load that is shared anew among the others.</content>
internal sealed partial class AgentsRun
{
    /// <summary>From the order to the moment at which it holds: for schedules to be built and messages to arrive.</summary>
    private static readonly TimeSpan ShareLead = TimeSpan.FromMilliseconds(750);

    private static readonly TimeSpan LongestShareLead = TimeSpan.FromSeconds(6);

    /// <summary>What one that leaves has still to send, as it was late, goes out within this.</summary>
    private static readonly TimeSpan LeaveGrace = TimeSpan.FromMilliseconds(500);

    private long _lookedNs;
    private long _graceUntilNs;
    private int _epoch;
    private TimeSpan _shareLead = ShareLead;
    private TimeSpan? _sharedFrom;
    private HashSet<Participant> _toAccept = [];
    private List<Participant> _relieved = [];
    private readonly List<string> _takenFrom = [];
    private readonly List<RowsSpec> _rowsToPass = [];

    /// <summary>Joiners that still need rows of unique feeds, asked for one at a time.</summary>
    private readonly Queue<JoinedAgent> _needRows = new();

    /// <summary>Who was asked for rows and has not given them; null for nobody.</summary>
    private Participant? _donor;

    private bool HasUniqueRows => _load.Requests.Any(request => request.Feed is { Order: FeedOrder.Unique });

    /// <summary>Those that make load, and go on with it.</summary>
    private IEnumerable<Participant> Sharers => _participants.Where(one => !one.IsLeaving && HasBegun(one));

    private IEnumerable<Participant> Leavers => _participants.Where(one => one.IsLeaving && HasBegun(one));

    /// <summary>Told to begin; with the others that is enough, as they have their shares from the beginning.</summary>
    private bool HasBegun(Participant one) =>
        one.State == ParticipantState.Running || (one is { State: ParticipantState.Ready, IsLate: false } && _startNs != 0);

    /// <summary>Part of the plan is missing without it.</summary>
    private bool HasShare(Participant one) => HasBegun(one) || (!one.IsLate && one.State is ParticipantState.Preparing or ParticipantState.Ready);

    private bool IsCounting => _offsets.CountedStages.Count > 0;

    /// <summary>An agent may make load for as long as nobody misses it; who is silent for longer is lost.</summary>
    private void LookForLost(long nowNs)
    {
        var limitNs = WireTime.Ns(_coordinator.Heartbeat) * _coordinator.LostAfterHeartbeats;
        if (_lookedNs != 0 && nowNs - _lookedNs > limitNs / 3)
        {
            // This process itself stood still: what agents said meanwhile has yet to be read.
            _graceUntilNs = nowNs + limitNs;
        }

        _lookedNs = nowNs;
        if (nowNs < _graceUntilNs)
        {
            return;
        }

        Lose([.. AtWork.Where(one => nowNs - one.Agent.HeardNs > limitNs)], silent => $"It was not heard of for {(nowNs - silent.Agent.HeardNs) / 1e9:0.0} s.");
    }

    /// <summary>All that are lost at once, so that none of them is dealt a share of the others'.</summary>
    private void Lose(IReadOnlyList<Participant> lost, Func<Participant, string> why)
    {
        var missed = lost.Where(HasShare).ToList();
        foreach (var participant in lost)
        {
            participant.State = ParticipantState.Lost;
            participant.Source.HasEnded = true;
            participant.To = LastHeard(participant);
            // Where it can still hear, it has to end its load, which others make now.
            participant.Agent.Cut(RefusalCode.Closing, "It was taken for lost.");
        }

        if (lost.Count > 0 && _startNs == 0 && _endingSinceNs is null)
        {
            FailRun($"{lost[0].Agent.Name} was lost before the load began: {why(lost[0])}");
            return;
        }

        foreach (var participant in lost.Except(missed))
        {
            Note(participant, AgentEventKind.Lost, why(participant));
        }

        Miss(missed, AgentEventKind.Lost, why);
        PassOnQuestion(lost);
    }

    private TimeSpan LastHeard(Participant participant) => WireTime.Span(Math.Max(0, participant.Agent.HeardNs - _startNs));

    /// <summary>The share of those that are no longer there falls to the others, or the load is made again.</summary>
    private void Miss(List<Participant> missed, AgentEventKind kind, Func<Participant, string> why)
    {
        foreach (var participant in missed)
        {
            Note(participant, kind, why(participant));
        }

        if (_endingSinceNs is not null || missed.Count == 0)
        {
            return;
        }

        var (names, reason) = (string.Join(" and ", missed.Select(one => one.Agent.Name)), why(missed[0]));
        if (_options.OnLoss == Profiles.AgentLossPolicy.Repeat)
        {
            _lost = new AgentLostException($"{names} was lost in the midst of the load: {reason}");
            StopAll("An agent was lost: the load is made again.");
        }
        else if (Now + _shareLead > _offsets.End && _participants.Any(one => HasBegun(one) || one.State == ParticipantState.Finished))
        {
            TellNotTakenOver([.. missed.Select(one => one.Agent.Name)]);
        }
        else if (!Sharers.Any())
        {
            FailRun($"{names} was lost in the midst of the load, and no other agent was left to take over: {reason}");
        }
        else if (IsCounting)
        {
            FailRun($"{names} was lost ({reason.TrimEnd('.')}), and a stage that iterations end cannot be shared anew: run it again, or use a stage with a duration.");
        }
        else
        {
            ShareAnew([.. missed.Select(one => one.Agent.Name)]);
        }
    }

    private void OnJoined(JoinedAgent agent, Participant? participant, bool cameBack)
    {
        switch (participant)
        {
            case { IsAtWork: true } when cameBack:
                Note(participant, AgentEventKind.Reconnected, "It came back on a new connection, and goes on where it was.");
                SayAgain(participant);
                break;
            case { IsAtWork: true }:
                Lose([participant], _ => "It came back without its run.");
                break;
            case { State: ParticipantState.Lost or ParticipantState.Failed }:
                Note(participant, AgentEventKind.Returned, "It is there again, too late for this load.");
                break;
            default:
                // Finished, or not of this run: see TakeInJoiners.
                break;
        }
    }

    /// <summary>What was under way may have gone with the old connection. Taken twice it changes nothing.</summary>
    private void SayAgain(Participant participant)
    {
        if (participant.State == ParticipantState.Ending)
        {
            participant.Agent.Send(new Stop(Id, "It was asked before."));
            return;
        }

        if (participant.Order is { } order)
        {
            participant.Agent.Send(order);
        }

        if (_donor == participant)
        {
            participant.Agent.Send(new GiveRows(Id, _epoch, participant.GaveAll));
        }
    }

    /// <summary>Whoever is there and not yet at work, also those that came while the others made ready.</summary>
    private void TakeInJoiners()
    {
        if (_startNs == 0 || _endingSinceNs is not null || IsCounting || !IsWorthSharing)
        {
            return;
        }

        foreach (var agent in _roster.Present.Where(agent => !_needRows.Contains(agent) && _participants.All(one => one.Agent != agent)))
        {
            Note(agent.Name, AgentEventKind.Joined, "It joined while the load was being made.");
            if (HasUniqueRows)
            {
                _needRows.Enqueue(agent);
                AskForRows();
            }
            else
            {
                PrepareLate(agent, null);
            }
        }
    }

    /// <summary>Near the end a new share would hold for no time at all.</summary>
    private bool IsWorthSharing => !(Now + _shareLead + _shareLead > _offsets.End);

    private void PrepareLate(JoinedAgent agent, IReadOnlyList<RowsSpec>? rows)
    {
        var late = Enlist(agent, isLate: true);
        Prepare(late, new ShareSpec(0, 0), _participants.Count - 1, rows);
    }

    /// <summary>Who comes late gets half of the rows that one of the others has left.</summary>
    private void AskForRows()
    {
        if (_donor is not null || _needRows.Count == 0)
        {
            return;
        }

        _donor = Sharers.MinBy(one => one.Gave);
        _donor?.Agent.Send(new GiveRows(Id, _epoch, All: false));
    }

    private void OnRowsGiven(Participant donor, RowsGiven given)
    {
        if (_donor != donor)
        {
            // Said again on a new connection.
            return;
        }

        _donor = null;
        donor.Gave++;
        if (donor.GaveAll)
        {
            Dismiss(donor);
            _rowsToPass.AddRange(given.Rows);
            ShareAnew([]);
        }
        else if (_needRows.TryDequeue(out var late))
        {
            PrepareLate(late, given.Rows);
        }

        AskForRows();
    }

    /// <summary>Somebody else is asked in place of one that can no longer answer.</summary>
    private void PassOnQuestion(IReadOnlyList<Participant> gone)
    {
        if (_donor is { } donor && gone.Contains(donor))
        {
            _donor = null;
            AskForRows();
        }
    }

    private void OnLeave(Participant participant, Leave leave)
    {
        if (!participant.IsAtWork || participant.IsLeaving)
        {
            return;
        }

        participant.IsLeaving = true;
        if (_endingSinceNs is not null)
        {
            return;
        }

        Note(participant, AgentEventKind.Left, $"It leaves: {leave.Reason}");
        if (!HasShare(participant))
        {
            Withdraw(participant);
        }
        else if (_startNs == 0 || !Sharers.Any() || IsCounting)
        {
            FailRun($"{participant.Agent.Name} left, and its share cannot be given to others.");
        }
        else
        {
            ShareAnew([]);
        }
    }

    /// <summary>One that makes no load yet is not waited for.</summary>
    private void Withdraw(Participant late)
    {
        late.State = ParticipantState.Ending;
        late.Agent.Send(new Stop(Id, "It is not needed any more."));
    }

    /// <summary>Once all that make load have ended, those that were still getting ready have nothing to wait for.</summary>
    private void StopWithdrawn()
    {
        if (_startNs != 0 && _endingSinceNs is null && AtWork.All(one => one.IsLate && one.State is ParticipantState.Preparing or ParticipantState.Ready))
        {
            foreach (var late in AtWork.ToList())
            {
                Withdraw(late);
            }

            _endingSinceNs = Engine.Measurement.MonotonicClock.NowNs();
        }
    }

    /// <summary>Only when it makes no load any more does one that leaves give its rows away: until then it needs them.</summary>
    private void StopLeavers()
    {
        foreach (var leaver in Leavers.Where(one => one.StopAt <= Now).ToList())
        {
            if (!HasUniqueRows)
            {
                Dismiss(leaver);
            }
            else if (_donor is null)
            {
                leaver.StopAt = null;
                leaver.GaveAll = true;
                _donor = leaver;
                leaver.Agent.Send(new GiveRows(Id, _epoch, All: true));
            }
        }
    }

    private void Dismiss(Participant leaver)
    {
        leaver.StopAt = null;
        leaver.State = ParticipantState.Ending;
        leaver.Agent.Send(new Stop(Id, "The others have taken over its load."));
    }

    /// <summary>Deals the plan anew among all that are there, from one moment on that is the same for all.</summary>
    /// <param name="taken">Whose load is taken over from agents that are gone; empty for nobody's.</param>
    private void ShareAnew(IReadOnlyList<string> taken)
    {
        var sharers = Sharers.ToList();
        if (_endingSinceNs is not null || sharers.Count == 0)
        {
            return;
        }

        var from = Now + _shareLead;
        if (from > _offsets.End)
        {
            TellNotTakenOver(taken);
            return;
        }

        _epoch++;
        _sharedFrom = from;
        _takenFrom.AddRange(taken);
        _toAccept = [.. sharers];
        for (var index = 0; index < sharers.Count; index++)
        {
            Order(sharers[index], new ShareSpec(index, sharers.Count), from, index == 0 && _rowsToPass.Count > 0 ? [.. _rowsToPass] : null);
            sharers[index].Source.NeededFrom = Math.Min(sharers[index].Source.NeededFrom, _offsets.IntervalAt(from));
        }

        _rowsToPass.Clear();
        _relieved = [.. Leavers];
        foreach (var leaver in _relieved)
        {
            _toAccept.Add(leaver);
            Order(leaver, new ShareSpec(0, 0), from, null);
        }
    }

    private void TellNotTakenOver(IReadOnlyList<string> taken)
    {
        foreach (var name in taken)
        {
            Note(name, AgentEventKind.Ended, $"The load of {name} was not taken over: all of it was about to end.");
        }
    }

    private void Order(Participant participant, ShareSpec share, TimeSpan from, IReadOnlyList<RowsSpec>? rows)
    {
        participant.Order = new Reshare(Id, _epoch, share, WireTime.Ns(from), rows);
        participant.Agent.Send(participant.Order);
    }

    private void OnReshared(Participant participant, Reshared reshared)
    {
        if (reshared.Epoch != _epoch || !_toAccept.Remove(participant))
        {
            return;
        }

        participant.Order = null;
        if (!reshared.Accepted)
        {
            // Some may have changed by then and others not, until the next order holds: told, as the plan was not kept meanwhile.
            _shareLead = TimeSpan.FromTicks(Math.Min(LongestShareLead.Ticks, 2 * _shareLead.Ticks));
            Note(participant, AgentEventKind.Shared, "It could not change its share in time: the load is shared anew once more, and was not exactly the plan's meanwhile.");
            ShareAnew([]);
        }
        else if (_toAccept.Count == 0)
        {
            OnShared();
        }
    }

    private void OnShared()
    {
        var sharers = Sharers.Select(one => one.Agent.Name).ToList();
        var at = (_sharedFrom!.Value - _offsets.WarmUp).TotalSeconds;
        Note(
            string.Join(", ", sharers),
            _takenFrom.Count == 0 ? AgentEventKind.Shared : AgentEventKind.TakenOver,
            _takenFrom.Count > 0
                ? $"The load of {string.Join(" and ", _takenFrom)} was taken over from {at:0.0} s on; the load is shared by {sharers.Count} now."
                : $"The load is shared by {sharers.Count} from {at:0.0} s on.");
        _takenFrom.Clear();
        foreach (var leaver in _relieved)
        {
            leaver.To ??= _sharedFrom;
            leaver.StopAt = leaver.GaveAll ? null : _sharedFrom + LeaveGrace;
        }
    }
}
