namespace LoadLab.Harness.Agents.Protocol.Messages;

/// <summary>Coordinator: it has all intervals up to this one, and the agent may forget them.</summary>
/// <param name="Run">The run.</param>
/// <param name="Sequence">Of the last interval that it has; the number after the run's last interval stands for its result.</param>
internal sealed record Ack(Guid Run, int Sequence) : Message;
