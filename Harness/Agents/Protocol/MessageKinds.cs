using LoadLab.Harness.Agents.Protocol.Messages;

namespace LoadLab.Harness.Agents.Protocol;

/// <summary>What is so for all messages of a kind.</summary>
internal static class MessageKinds
{
    public static MessageKind Of(Message message) => message switch
    {
        Hello => MessageKind.Hello,
        Challenge => MessageKind.Challenge,
        Answer => MessageKind.Answer,
        Welcome => MessageKind.Welcome,
        Refused => MessageKind.Refused,
        Ping => MessageKind.Ping,
        Pong => MessageKind.Pong,
        Prepare => MessageKind.Prepare,
        FeedChunk => MessageKind.FeedChunk,
        Prepared => MessageKind.Prepared,
        Start => MessageKind.Start,
        Started => MessageKind.Started,
        Ack => MessageKind.Ack,
        Health => MessageKind.Health,
        Reshare => MessageKind.Reshare,
        Reshared => MessageKind.Reshared,
        GiveRows => MessageKind.GiveRows,
        RowsGiven => MessageKind.RowsGiven,
        StageDone => MessageKind.StageDone,
        EndStage => MessageKind.EndStage,
        Stop => MessageKind.Stop,
        RunFailed => MessageKind.RunFailed,
        Leave => MessageKind.Leave,
        Bye => MessageKind.Bye,
        Interval => MessageKind.Interval,
        Result => MessageKind.Result,
        _ => throw new ArgumentException($"{message.GetType().Name} is not a message of the protocol", nameof(message)),
    };

    public static bool IsText(MessageKind kind) => kind >= MessageKind.Hello;

    /// <summary>The side that sends it; null for both.</summary>
    public static Side? Sender(MessageKind kind) => kind switch
    {
        MessageKind.Bye => null,
        MessageKind.Challenge or MessageKind.Welcome or MessageKind.Refused or MessageKind.Ping or MessageKind.Prepare or MessageKind.FeedChunk
            or MessageKind.Start or MessageKind.Ack or MessageKind.Reshare or MessageKind.GiveRows or MessageKind.EndStage or MessageKind.Stop
            => Side.Coordinator,
        _ => Side.Agent,
    };

    /// <summary>Bytes of a frame of this kind at most.</summary>
    public static int MaxBytes(MessageKind kind) => kind switch
    {
        MessageKind.Hello or MessageKind.Challenge or MessageKind.Answer or MessageKind.Welcome or MessageKind.Refused or MessageKind.Bye
            => ProtocolLimits.StrangerTextBytes,
        MessageKind.Prepare => ProtocolLimits.PrepareBytes,
        MessageKind.FeedChunk => ProtocolLimits.FeedChunkBytes,
        MessageKind.Interval => ProtocolLimits.IntervalBytes,
        MessageKind.Result => ProtocolLimits.ResultBytes,
        _ => ProtocolLimits.TextBytes,
    };

    /// <summary>The run that a message speaks of; null where it speaks of none.</summary>
    public static Guid? Run(Message message) => message switch
    {
        Prepare prepare => prepare.Run,
        FeedChunk chunk => chunk.Run,
        Prepared prepared => prepared.Run,
        Start start => start.Run,
        Started started => started.Run,
        Ack ack => ack.Run,
        Health health => health.Run,
        Reshare reshare => reshare.Run,
        Reshared reshared => reshared.Run,
        GiveRows give => give.Run,
        RowsGiven given => given.Run,
        StageDone done => done.Run,
        EndStage end => end.Run,
        Stop stop => stop.Run,
        RunFailed failed => failed.Run,
        Interval interval => interval.Run,
        Result result => result.Run,
        _ => null,
    };
}
