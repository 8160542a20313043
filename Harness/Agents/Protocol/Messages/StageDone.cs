namespace LoadLab.Harness.Agents.Protocol.Messages;

/// <summary>Agent: its share of a stage that ends by count, not by time, is done.</summary>
/// <param name="Run">The run.</param>
/// <param name="Stage">Index of the stage in the load.</param>
/// <param name="AtNs">When, by the agent's clock.</param>
internal sealed record StageDone(Guid Run, int Stage, long AtNs) : Message;
