namespace LoadLab.Harness.Agents.Protocol.Messages;

/// <summary>Coordinator: end the run and send its result.</summary>
/// <param name="Run">The run.</param>
/// <param name="Reason">Why, in a sentence for a log.</param>
internal sealed record Stop(Guid Run, string Reason) : Message;
