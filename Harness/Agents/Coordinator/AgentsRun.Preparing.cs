using System.Buffers;
using LoadLab.Engine;
using LoadLab.Engine.Http;
using LoadLab.Engine.Measurement;
using LoadLab.Harness.Agents.Protocol;
using LoadLab.Harness.Agents.Protocol.Messages;
using LoadLab.Harness.Agents.Protocol.Specs;
using LoadLab.Harness.Agents.Translation;
using LoadLab.Harness.Results;

namespace LoadLab.Harness.Agents.Coordinator;

/// <content>What agents are told to do, and the moment when all begin.</content>
internal sealed partial class AgentsRun
{
    /// <summary>From the last agent's readiness to the start: many times what a message takes, so that it is there before.</summary>
    private static readonly TimeSpan StartLead = TimeSpan.FromMilliseconds(250);

    private List<ReadOnlyMemory<byte>>? _feeds;

    private void PrepareAll()
    {
        var agents = _roster.Present;
        if (agents.Count == 0)
        {
            throw new LoadSetupException("No agent is connected that could make the load.");
        }

        for (var index = 0; index < agents.Count; index++)
        {
            var participant = Enlist(agents[index], isLate: false);
            Prepare(participant, new ShareSpec(index, agents.Count), index, rows: null);
        }
    }

    private Participant Enlist(JoinedAgent agent, bool isLate)
    {
        var participant = new Participant(agent, _merger.Add(isLate ? int.MaxValue : 0), new IntervalIntake(Id, agent.Name)) { IsLate = isLate };
        lock (_participantsLock)
        {
            _participants.Add(participant);
        }

        return participant;
    }

    private void Prepare(Participant participant, ShareSpec share, int index, IReadOnlyList<RowsSpec>? rows)
    {
        _feeds ??= EncodedFeeds();
        var agent = participant.Agent;
        var prepare = new Prepare(Id, LoadSpecs.Write(_load), share, rows, _feeds.Sum(feed => (long)feed.Length), ProcessorsOf(agent, index));
        RequireSendable(prepare);
        agent.Send(prepare);
        for (var request = 0; request < _feeds.Count; request++)
        {
            foreach (var chunk in FeedRowCodec.Chunks(Id, request, _feeds[request]))
            {
                agent.Send(chunk);
            }
        }
    }

    private List<ReadOnlyMemory<byte>> EncodedFeeds()
    {
        var feeds = _load.Requests.Select(request => request.Feed is { } feed ? Encoded(feed) : ReadOnlyMemory<byte>.Empty).ToList();
        var bytes = feeds.Sum(feed => (long)feed.Length);
        return bytes <= ProtocolLimits.FeedBytes ? feeds : throw new LoadSetupException(
            $"The feeds hold {bytes / 1e6:0.0} MB, and agents take {ProtocolLimits.FeedBytes / 1e6:0} MB at most: use fewer rows, or make the load without agents.");
    }

    /// <summary>Found here, a load that is too large for a message is the user's to mend; found by the connection, it would only never arrive.</summary>
    private static void RequireSendable(Prepare prepare)
    {
        try
        {
            MessageCodec.Write(prepare, new ArrayBufferWriter<byte>());
        }
        catch (ProtocolException e)
        {
            throw new LoadSetupException($"The load cannot be given to agents: {e.Message.TrimEnd('.')}. Change it, or make it without agents.", e);
        }
    }

    private static ReadOnlyMemory<byte> Encoded(RequestFeed feed)
    {
        var bytes = new ArrayBufferWriter<byte>();
        foreach (var row in feed.Rows)
        {
            FeedRowCodec.Write(new Protocol.FeedRow(row.Path, row.Body), bytes);
        }

        return bytes.WrittenMemory;
    }

    /// <summary>Agents on this machine share the generator's processors; elsewhere the system places them.</summary>
    private List<int>? ProcessorsOf(JoinedAgent agent, int index)
    {
        if (!agent.IsHere || _options.ProcessorsHere is not { } processors)
        {
            return null;
        }

        var loops = _load.Options.Loops;
        return [.. Enumerable.Range(0, loops).Select(loop => processors[((index * loops) + loop) % processors.Count])];
    }

    private void OnPrepared(Participant participant, Prepared prepared)
    {
        if (participant.State != ParticipantState.Preparing)
        {
            return;
        }

        participant.State = ParticipantState.Ready;
        participant.Transport = prepared.Transport;
        if (participant.IsLate)
        {
            participant.ClockAtStart = participant.Agent.ClockNow();
            participant.Agent.Send(new Start(Id, participant.Agent.ToItsClock(_startNs)));
            return;
        }

        StartIfReady();
    }

    /// <summary>All at the same moment of the same clock, each told in its own.</summary>
    private void StartIfReady()
    {
        if (_startNs != 0 || _endingSinceNs is not null || _participants.Any(one => one.State == ParticipantState.Preparing) || !AtWork.Any())
        {
            return;
        }

        _labelled = _time.GetUtcNow() + StartLead;
        _startNs = MonotonicClock.NowNs() + WireTime.Ns(StartLead);
        foreach (var participant in _participants.Where(one => one.State == ParticipantState.Ready))
        {
            participant.ClockAtStart = participant.Agent.ClockNow();
            participant.Agent.Send(new Start(Id, participant.Agent.ToItsClock(_startNs)));
        }
    }

    private void OnStarted(Participant participant, Started started)
    {
        if (participant.State != ParticipantState.Ready)
        {
            return;
        }

        participant.State = ParticipantState.Running;
        participant.Started = started;
        if (participant.IsLate)
        {
            participant.From = Now;
            ShareAnew([]);
        }
    }

    private void OnFailed(Participant participant, RunFailed failed)
    {
        if (!participant.IsAtWork)
        {
            return;
        }

        var hadShare = HasShare(participant);
        participant.State = ParticipantState.Failed;
        participant.Source.HasEnded = true;
        participant.To = Now;
        if (_startNs == 0 && _endingSinceNs is null)
        {
            // Before anything is measured nothing is lost: better to say what is wrong.
            FailRun($"{participant.Agent.Name} cannot make its share: {failed.Reason}");
        }
        else if (hadShare && _endingSinceNs is null)
        {
            Miss([participant], AgentEventKind.Ended, _ => $"It ended its share: {failed.Reason}");
        }
        else if (_endingSinceNs is null)
        {
            Note(participant, AgentEventKind.Left, $"It came later and cannot help: {failed.Reason}");
        }

        PassOnQuestion([participant]);
    }
}
