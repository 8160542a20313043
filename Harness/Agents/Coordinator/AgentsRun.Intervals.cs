using System.Runtime.ExceptionServices;
using LoadLab.Engine;
using LoadLab.Engine.Measurement;
using LoadLab.Harness.Agents.Protocol;
using LoadLab.Harness.Agents.Protocol.Messages;
using LoadLab.Harness.Agents.Translation;
using LoadLab.Harness.Results;

namespace LoadLab.Harness.Agents.Coordinator;

/// <content>What agents tell while the run goes on.</content>
internal sealed partial class AgentsRun
{
    /// <summary>From the last agent's word to the end of the stage, so that all know of it before.</summary>
    private static readonly TimeSpan StageLead = TimeSpan.FromMilliseconds(50);

    /// <summary>When the last iteration of the last such stage was over.</summary>
    private long _stageDoneNs;

    private void OnInterval(Participant participant, Interval interval)
    {
        switch (participant.Intake.Take(interval))
        {
            case ChainLink.Repeated:
                participant.Agent.Send(new Ack(Id, interval.Sequence));
                break;
            case ChainLink.Gap:
                Note(participant, AgentEventKind.Reconnected, $"Interval {interval.Sequence} came before {participant.Intake.Next}: it is asked for them again.");
                participant.Agent.Cut(RefusalCode.OutOfOrder, $"Interval {interval.Sequence} came, {participant.Intake.Next} is next.");
                break;
            case ChainLink.Altered:
                Drop(participant, $"Interval {interval.Sequence} is not what its digest says.");
                break;
            default:
                Keep(participant, interval);
                break;
        }
    }

    private void Keep(Participant participant, Interval interval)
    {
        _logs.Append(participant.Agent.Name, Id, interval);
        if (_logs.HasFailed && _endingSinceNs is null)
        {
            StopAll("What was measured cannot be kept.");
        }

        participant.Agent.Send(new Ack(Id, interval.Sequence));
        IntervalResult result;
        try
        {
            result = IntervalMessages.Read(interval, _kinds);
        }
        catch (FormatException e)
        {
            Drop(participant, $"Interval {interval.Sequence} makes no sense: {e.Message}");
            return;
        }

        // Of one with nothing in it, as a late joiner's before it has a share, nothing is left out. So those counted are always the first ones.
        if ((!participant.Source.HasEnded && _merger.TryAdd(participant.Source, result)) || result.Counts is { Planned: 0, Sent: 0, Ok: 0, Failed: 0 })
        {
            participant.Sums.Add(result);
        }
        else
        {
            participant.LeftOut++;
        }
    }

    /// <summary>An agent that tells nonsense is none.</summary>
    private void Drop(Participant participant, string why)
    {
        participant.Agent.Cut(RefusalCode.Malformed, why);
        if (participant.IsAtWork)
        {
            Lose([participant], _ => why);
        }
    }

    private void TellMerged()
    {
        foreach (var interval in _merger.TakeComplete())
        {
            _sums.Add(interval);
            Tell(interval);
        }
    }

    /// <summary>An observer that fails, as on a full disk, ends the run: agents stop, and its exception is the run's.</summary>
    private void Tell(IntervalResult interval)
    {
        if (_broken is not null)
        {
            return;
        }

        try
        {
            _observer?.OnInterval(interval);
        }
        catch (Exception e)
        {
            _broken = ExceptionDispatchInfo.Capture(e);
            StopAll("What was measured cannot be kept.");
        }
    }

    private void OnStageDone(Participant participant, StageDone done)
    {
        participant.StagesDone.Add(done.Stage);
        _stageDoneNs = Math.Max(_stageDoneNs, participant.Agent.ToThisClock(done.AtNs));
        if (!AtWork.All(one => one.StagesDone.Contains(done.Stage)))
        {
            return;
        }

        // The last one has made its share: all end the stage together, as soon as all can know.
        var atNs = MonotonicClock.NowNs() + WireTime.Ns(StageLead);
        foreach (var one in AtWork)
        {
            one.Agent.Send(new EndStage(Id, done.Stage, one.Agent.ToItsClock(atNs)));
        }
    }

    private void OnResult(Participant participant, Result result)
    {
        if (!participant.IsAtWork)
        {
            return;
        }

        if (result.Intervals != participant.Intake.Next)
        {
            Note(participant, AgentEventKind.Ended, $"It told {result.Intervals} intervals, and {participant.Intake.Next} came.");
        }

        // The result has the number after the last interval's.
        participant.Agent.Send(new Ack(Id, result.Intervals));
        participant.Result = result;
        participant.Source.HasEnded = true;
        PassOnQuestion([participant]);
        if (result.Spec.Cancelled && participant.State != ParticipantState.Ending)
        {
            // Such as one that heard nothing from here for longer than its lease.
            participant.State = ParticipantState.Failed;
            participant.To = LastHeard(participant);
            Miss([participant], AgentEventKind.Ended, _ => "It ended its load before it was asked to.");
            return;
        }

        participant.State = ParticipantState.Finished;
        if (participant.IsLeaving)
        {
            participant.Agent.Send(new Bye("Its load is with the others."));
        }
    }
}
