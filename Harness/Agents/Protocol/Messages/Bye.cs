namespace LoadLab.Harness.Agents.Protocol.Messages;

/// <summary>Both: the last message of a connection that ends in good order, or for which the agent finds fault with the coordinator.</summary>
/// <param name="Reason">Why, in a sentence for a log.</param>
internal sealed record Bye(string Reason) : Message;
