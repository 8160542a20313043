using LoadLab.Harness.Agents.Protocol.Specs;

namespace LoadLab.Harness.Agents.Protocol.Messages;

/// <summary>Agent: answers a <see cref="GiveRows"/>. It will not use these rows.</summary>
/// <param name="Run">The run.</param>
/// <param name="Epoch">The epoch that was asked for.</param>
/// <param name="Rows">The rows, by request; empty where there are none to give.</param>
internal sealed record RowsGiven(Guid Run, int Epoch, IReadOnlyList<RowsSpec> Rows) : Message;
