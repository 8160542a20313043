namespace LoadLab.Harness.Agents.Protocol.Messages;

/// <summary>Coordinator: ends the connection for something that the agent did or is.</summary>
/// <param name="Code">What it was.</param>
/// <param name="Reason">The same in a sentence, for a log.</param>
internal sealed record Refused(RefusalCode Code, string Reason) : Message;
