namespace LoadLab.Harness.Agents.Protocol.Messages;

/// <summary>Agent: who dials in.</summary>
/// <param name="Versions">Versions of the protocol that it speaks.</param>
/// <param name="Name">The name it wants to go by.</param>
/// <param name="Instance">One for each agent process: the same in every connection that it makes.</param>
/// <param name="Product">Name and version of its software, for a log.</param>
/// <param name="Nonce">32 random bytes in base64, new for each connection.</param>
internal sealed record Hello(IReadOnlyList<int> Versions, string Name, Guid Instance, string Product, string Nonce) : Message;
