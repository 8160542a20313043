using LoadLab.Harness.Agents.Protocol.Messages;

namespace LoadLab.Harness.Agents.Coordinator;

/// <summary>Something that happened to a run. All of it goes through one queue, so that a run has one thread at a time.</summary>
/// <param name="Agent">Whom it concerns.</param>
/// <param name="Message">What it said; null where it joined or came back.</param>
/// <param name="CameBack">It came back with this very run.</param>
internal readonly record struct RunInput(JoinedAgent Agent, Message? Message, bool CameBack);
