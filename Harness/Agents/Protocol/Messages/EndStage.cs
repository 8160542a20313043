namespace LoadLab.Harness.Agents.Protocol.Messages;

/// <summary>Coordinator: all agents are done with a stage; go on to the next one.</summary>
/// <param name="Run">The run.</param>
/// <param name="Stage">Index of the stage in the load.</param>
/// <param name="AtNs">When it ends, by the agent's clock.</param>
internal sealed record EndStage(Guid Run, int Stage, long AtNs) : Message;
