namespace LoadLab.Harness.Agents.Protocol.Messages;

/// <summary>Agent: the run began.</summary>
/// <param name="Run">The run.</param>
/// <param name="AtNs">When it really began, by the agent's monotonic clock.</param>
/// <param name="LateNs">How long after the moment it was told.</param>
internal sealed record Started(Guid Run, long AtNs, long LateNs) : Message;
