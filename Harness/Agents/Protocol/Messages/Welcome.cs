namespace LoadLab.Harness.Agents.Protocol.Messages;

/// <summary>Coordinator: the handshake is over.</summary>
/// <param name="Name">The name that the agent goes by: its own, with a suffix where another has that one.</param>
/// <param name="HeartbeatNs">How often each side lets itself be heard.</param>
/// <param name="LeaseNs">An agent that has heard nothing for so long ends its load.</param>
/// <param name="Run">The run that goes on; null where whatever runs is to stop.</param>
/// <param name="NextSequence">The first interval of it that the coordinator lacks.</param>
internal sealed record Welcome(string Name, long HeartbeatNs, long LeaseNs, Guid? Run, int NextSequence) : Message;
