namespace LoadLab.Harness.Agents.Protocol.Messages;

/// <summary>Agent: how it is, once a heartbeat.</summary>
/// <param name="Run">The run it is at; null where there is none.</param>
/// <param name="ProcessCpuShare">CPU time of its process divided by elapsed time and by its processors, 0 to 1.</param>
/// <param name="MemoryBytes">Memory that its process holds.</param>
/// <param name="Unacknowledged">Intervals that it keeps because no <see cref="Ack"/> came yet.</param>
internal sealed record Health(Guid? Run, double ProcessCpuShare, long MemoryBytes, int Unacknowledged) : Message;
