namespace LoadLab.Harness.Agents.Protocol;

/// <summary>The kinds of messages. Those of binary messages are their first byte on the wire: never renumber.</summary>
internal enum MessageKind
{
    FeedChunk = 1,
    Interval = 2,
    Result = 3,

    // Text messages go by their names; the numbers are not on the wire.
    Hello = 256,
    Challenge,
    Answer,
    Welcome,
    Refused,
    Ping,
    Pong,
    Prepare,
    Prepared,
    Start,
    Started,
    Ack,
    Health,
    Reshare,
    Reshared,
    GiveRows,
    RowsGiven,
    StageDone,
    EndStage,
    Stop,
    RunFailed,
    Leave,
    Bye,
}
