using LoadLab.Harness.Agents.Protocol.Specs;

namespace LoadLab.Harness.Agents.Protocol.Messages;

/// <summary>Coordinator: take another share of the run, from a moment of it on.</summary>
/// <param name="Run">The run.</param>
/// <param name="Epoch">1, 2, 3… for each change of the shares; the run begins with epoch 0.</param>
/// <param name="Share">The new share.</param>
/// <param name="OffsetNs">From when on, counted from the run's start, warm-up included.</param>
/// <param name="Rows">Rows of unique feeds that are the agent's from then on; null where nothing changes in them.</param>
internal sealed record Reshare(Guid Run, int Epoch, ShareSpec Share, long OffsetNs, IReadOnlyList<RowsSpec>? Rows) : Message;
