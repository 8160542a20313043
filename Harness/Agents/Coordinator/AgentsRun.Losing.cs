using LoadLab.Harness.Agents.Protocol.Messages;
using LoadLab.Harness.Agents.Translation;
using LoadLab.Harness.Results;

namespace LoadLab.Harness.Agents.Coordinator;

/// <content>Agents that are heard of no more, and what is missing without them.</content>
internal sealed partial class AgentsRun
{
    private long _lookedNs;
    private long _graceUntilNs;

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

    private void TellNotTakenOver(IReadOnlyList<string> taken)
    {
        foreach (var name in taken)
        {
            Note(name, AgentEventKind.Ended, $"The load of {name} was not taken over: all of it was about to end.");
        }
    }
}
