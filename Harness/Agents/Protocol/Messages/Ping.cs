namespace LoadLab.Harness.Agents.Protocol.Messages;

/// <summary>Coordinator: is the agent there, and what does its clock say?</summary>
/// <param name="Id">The answer has the same.</param>
/// <param name="T0Ns">When it was sent, by the coordinator's monotonic clock.</param>
internal sealed record Ping(int Id, long T0Ns) : Message;
