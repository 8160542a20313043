using LoadLab.Harness.Agents.Protocol.Messages;
using LoadLab.Harness.Agents.Protocol.Specs;
using LoadLab.Harness.Results;

namespace LoadLab.Harness.Agents.Coordinator;

/// <content>Agents that come while the run goes on, or go as they are told to.</content>
internal sealed partial class AgentsRun
{
    /// <summary>What one that leaves has still to send, as it was late, goes out within this.</summary>
    private static readonly TimeSpan LeaveGrace = TimeSpan.FromMilliseconds(500);

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
}
