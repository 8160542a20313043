namespace LoadLab.Harness.Agents.Protocol.Messages;

/// <summary>Agent: answers a <see cref="Reshare"/>.</summary>
/// <param name="Run">The run.</param>
/// <param name="Epoch">The epoch that was asked for.</param>
/// <param name="Accepted">False where it came too late to begin at its moment: the agent goes on with the share it had.</param>
internal sealed record Reshared(Guid Run, int Epoch, bool Accepted) : Message;
