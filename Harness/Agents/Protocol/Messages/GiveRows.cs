namespace LoadLab.Harness.Agents.Protocol.Messages;

/// <summary>Coordinator: give rows of unique feeds that were not used yet, for others to use.</summary>
/// <param name="Run">The run.</param>
/// <param name="Epoch">The epoch that they are wanted for.</param>
/// <param name="All">True for all that are left, false for as many as the agent can spare.</param>
internal sealed record GiveRows(Guid Run, int Epoch, bool All) : Message;
