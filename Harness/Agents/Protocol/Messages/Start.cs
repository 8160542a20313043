namespace LoadLab.Harness.Agents.Protocol.Messages;

/// <summary>Coordinator: start the run.</summary>
/// <param name="Run">The run that was prepared.</param>
/// <param name="AtNs">When, by the agent's monotonic clock.</param>
internal sealed record Start(Guid Run, long AtNs) : Message;
