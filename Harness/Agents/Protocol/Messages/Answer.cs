using LoadLab.Harness.Agents.Protocol.Specs;

namespace LoadLab.Harness.Agents.Protocol.Messages;

/// <summary>Agent: proves that it knows the token, and says what it can do and what it is doing.</summary>
/// <param name="Proof">See <see cref="Handshake"/>; 32 bytes in base64.</param>
/// <param name="Capabilities">What it can do.</param>
/// <param name="Running">The run that it began and of which the coordinator may lack something; null where there is none.</param>
internal sealed record Answer(string Proof, AgentCapabilities Capabilities, RunProgress? Running) : Message;
