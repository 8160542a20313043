namespace LoadLab.Harness.Agents.Protocol.Messages;

/// <summary>Coordinator: proves that it knows the token, and asks the same of the agent.</summary>
/// <param name="Version">The version that both speak from now on.</param>
/// <param name="Nonce">32 random bytes in base64, new for each connection.</param>
/// <param name="Proof">See <see cref="Handshake"/>; 32 bytes in base64.</param>
internal sealed record Challenge(int Version, string Nonce, string Proof) : Message;
