using LoadLab.Harness.Agents.Protocol.Messages;
using LoadLab.Harness.Agents.Protocol.Specs;

namespace LoadLab.Harness.Agents.Protocol;

/// <summary>
/// The conversation of one connection as one of its sides sees it: knows what may be said next and refuses everything else. Pure; not safe for
/// several threads at once.
/// </summary>
/// <remarks>
/// The two sides do not see messages in the same order: what one sends may cross what the other does. The table allows for what an agent says
/// after a stop; what a coordinator says of a run that the agent has just ended comes to nothing (<see cref="Disposition.Ignore"/>).
/// </remarks>
internal sealed class Conversation(Side side)
{
    private Guid? _lastRun;
    private RunProgress? _atHand;
    private int _requests;
    private long _feedBytesDue;

    /// <summary>Where it stands, from this side's point of view.</summary>
    public ConversationState State { get; private set; } = ConversationState.Greeting;

    /// <summary>The run that is prepared, runs or ends; null where there is none.</summary>
    public Guid? Run { get; private set; }

    /// <summary>Bytes that the next frame from the other side may have; 0 where there may be none of its sort.</summary>
    public int MaxFrameBytes(bool isText) => isText ? MaxTextBytes() : MaxBinaryBytes();

    /// <summary>This side is about to send a message.</summary>
    /// <exception cref="ProtocolException">It may not be said now; nothing has changed.</exception>
    public Disposition Sending(Message message)
    {
        RequireSender(message, side);
        return State == ConversationState.Closed || IsMoot(message) ? Disposition.Ignore : Say(message);
    }

    /// <summary>A message came from the other side.</summary>
    /// <exception cref="ProtocolException">It may not be said now; nothing has changed.</exception>
    public Disposition Receiving(Message message)
    {
        RequireSender(message, side == Side.Agent ? Side.Coordinator : Side.Agent);
        return side == Side.Agent && IsMoot(message) ? Disposition.Ignore : Say(message);
    }

    /// <summary>The connection is gone.</summary>
    public void Close() => State = ConversationState.Closed;

    private int MaxTextBytes() => State switch
    {
        ConversationState.Closed => 0,
        < ConversationState.Idle => ProtocolLimits.StrangerTextBytes,
        ConversationState.Idle when side == Side.Agent => ProtocolLimits.PrepareBytes,
        _ => ProtocolLimits.TextBytes,
    };

    private int MaxBinaryBytes() => (side, State) switch
    {
        // When idle: pieces of a feed that were on their way when the agent gave the run up.
        (Side.Agent, ConversationState.Preparing or ConversationState.Idle) => ProtocolLimits.FeedChunkBytes,
        (Side.Coordinator, ConversationState.Running or ConversationState.Ending) => ProtocolLimits.ResultBytes,
        _ => 0,
    };

    private static void RequireSender(Message message, Side sender)
    {
        var kind = MessageKinds.Of(message);
        if (MessageKinds.Sender(kind) is { } only && only != sender)
        {
            throw ProtocolException.OutOfOrder($"{kind} is not for the {sender} to say");
        }
    }

    /// <summary>It speaks of the run that is just over, and would need that to go on. An acknowledgement does not.</summary>
    private bool IsMoot(Message message) =>
        State == ConversationState.Idle
        && message is not (Prepare or Ack or Health)
        && MessageKinds.Run(message) is { } run
        && run == _lastRun;

    private Disposition Say(Message message)
    {
        if (IsLateAck(message))
        {
            return Disposition.Handle;
        }

        var kind = MessageKinds.Of(message);
        var next = ConversationTable.After(State, kind) ?? throw ProtocolException.OutOfOrder($"{kind} may not come in state {State}");
        CheckRun(message, kind);
        CheckHistory(message);
        next = Enter(message, next);
        if (next == ConversationState.Idle)
        {
            _lastRun = Run ?? _lastRun;
            Run = null;
        }

        State = next;
        return Disposition.Handle;
    }

    /// <summary>The result, which ends a run, is acknowledged as well; the next run may have been begun by then.</summary>
    private bool IsLateAck(Message message) =>
        message is Ack ack && State is >= ConversationState.Idle and < ConversationState.Closed && ack.Run == _lastRun && ack.Run != Run;

    private void CheckRun(Message message, MessageKind kind)
    {
        if (MessageKinds.Run(message) is not { } run)
        {
            return;
        }

        var isWrong = message is Prepare ? run == _lastRun : run != Run;
        if (isWrong)
        {
            throw ProtocolException.OutOfOrder($"{kind} is of another run");
        }
    }

    private void CheckHistory(Message message)
    {
        switch (message)
        {
            case FeedChunk chunk when chunk.Request >= _requests:
                throw ProtocolException.OutOfOrder("a piece of feed is for a request that the load does not have");
            case FeedChunk chunk when chunk.Bytes.Length > _feedBytesDue:
                throw ProtocolException.OutOfOrder("there is more feed than was announced");
            case Prepared when State == ConversationState.Preparing && _feedBytesDue > 0:
                throw ProtocolException.OutOfOrder("Prepared may not come before all of the feed");
            case Welcome { Run: { } run } welcome when run != _atHand?.Run || welcome.NextSequence > _atHand.NextSequence:
                throw ProtocolException.OutOfOrder("Welcome names a run, or an interval of it, that the agent does not have");
        }
    }

    private ConversationState Enter(Message message, ConversationState next)
    {
        switch (message)
        {
            case Answer answer:
                _atHand = answer.Running;
                return next;
            case Welcome welcome:
                (Run, _lastRun) = (welcome.Run, welcome.Run is null ? _atHand?.Run : null);
                return welcome.Run is null ? next : ConversationState.Running;
            case Prepare prepare:
                (Run, _requests, _feedBytesDue) = (prepare.Run, prepare.Load.Requests.Count, prepare.FeedBytes);
                return next;
            case FeedChunk chunk:
                _feedBytesDue -= chunk.Bytes.Length;
                return next;
            default:
                return next;
        }
    }
}
