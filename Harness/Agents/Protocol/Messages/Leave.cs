namespace LoadLab.Harness.Agents.Protocol.Messages;

/// <summary>Agent: it wants to go. The coordinator takes its work off it, then says <see cref="Bye"/>.</summary>
/// <param name="Reason">Why, in a sentence for a log.</param>
internal sealed record Leave(string Reason) : Message;
