namespace LoadLab.Harness.Agents.Protocol.Messages;

/// <summary>Agent: answers a <see cref="Ping"/>.</summary>
/// <param name="Id">The ping's.</param>
/// <param name="T0Ns">The ping's.</param>
/// <param name="T1Ns">When the ping was read, by the agent's monotonic clock.</param>
/// <param name="T2Ns">When the answer was sent, by the same clock.</param>
internal sealed record Pong(int Id, long T0Ns, long T1Ns, long T2Ns) : Message;
