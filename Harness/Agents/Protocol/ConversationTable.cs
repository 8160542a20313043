using System.Collections.Frozen;

namespace LoadLab.Harness.Agents.Protocol;

/// <summary>Which messages may be said in which state, and the state afterwards. docs/protocol.md has the same table.</summary>
internal static class ConversationTable
{
    private static readonly FrozenDictionary<(ConversationState State, MessageKind Kind), ConversationState> Rows = Build();

    /// <summary>The state after a message; null where it may not be said.</summary>
    public static ConversationState? After(ConversationState state, MessageKind kind) => Rows.TryGetValue((state, kind), out var next) ? next : null;

    private static FrozenDictionary<(ConversationState, MessageKind), ConversationState> Build()
    {
        var rows = new Dictionary<(ConversationState, MessageKind), ConversationState>();
        AddHandshake(rows);
        AddRuns(rows);

        // In every state but the last, what keeps the connection alive once it is open, and what ends it.
        foreach (var state in Enum.GetValues<ConversationState>().Where(state => state != ConversationState.Closed))
        {
            Stay(rows, state, state < ConversationState.Idle ? [] : [MessageKind.Ping, MessageKind.Pong, MessageKind.Health, MessageKind.Leave]);
            rows.Add((state, MessageKind.Refused), ConversationState.Closed);
            rows.Add((state, MessageKind.Bye), ConversationState.Closed);
        }

        return rows.ToFrozenDictionary();
    }

    private static void AddHandshake(Dictionary<(ConversationState, MessageKind), ConversationState> rows)
    {
        rows.Add((ConversationState.Greeting, MessageKind.Hello), ConversationState.Greeted);
        rows.Add((ConversationState.Greeted, MessageKind.Challenge), ConversationState.Challenged);
        rows.Add((ConversationState.Challenged, MessageKind.Answer), ConversationState.Answered);
        // Running instead where it names a run that goes on: see Conversation.
        rows.Add((ConversationState.Answered, MessageKind.Welcome), ConversationState.Idle);
    }

    private static void AddRuns(Dictionary<(ConversationState, MessageKind), ConversationState> rows)
    {
        rows.Add((ConversationState.Idle, MessageKind.Prepare), ConversationState.Preparing);

        Stay(rows, ConversationState.Preparing, [MessageKind.FeedChunk]);
        rows.Add((ConversationState.Preparing, MessageKind.Prepared), ConversationState.Ready);
        rows.Add((ConversationState.Preparing, MessageKind.Stop), ConversationState.Ending);

        rows.Add((ConversationState.Ready, MessageKind.Start), ConversationState.Running);
        rows.Add((ConversationState.Ready, MessageKind.Stop), ConversationState.Ending);

        Stay(rows, ConversationState.Running, [MessageKind.Ack, MessageKind.Reshare, MessageKind.GiveRows, MessageKind.EndStage]);
        rows.Add((ConversationState.Running, MessageKind.Stop), ConversationState.Ending);

        // What the agent says of a run goes on after Stop: it may have been on its way already.
        Stay(rows, ConversationState.Ending, [MessageKind.Prepared, MessageKind.Ack]);
        foreach (var state in (ConversationState[])[ConversationState.Running, ConversationState.Ending])
        {
            Stay(rows, state, [MessageKind.Started, MessageKind.Interval, MessageKind.StageDone, MessageKind.Reshared, MessageKind.RowsGiven]);
            rows.Add((state, MessageKind.Result), ConversationState.Idle);
        }

        foreach (var state in (ConversationState[])[ConversationState.Preparing, ConversationState.Ready, ConversationState.Running, ConversationState.Ending])
        {
            rows.Add((state, MessageKind.RunFailed), ConversationState.Idle);
        }
    }

    private static void Stay(Dictionary<(ConversationState, MessageKind), ConversationState> rows, ConversationState state, MessageKind[] kinds)
    {
        foreach (var kind in kinds)
        {
            rows.Add((state, kind), state);
        }
    }
}
