using LoadLab.Harness.Agents.Protocol.Specs;

namespace LoadLab.Harness.Agents.Protocol.Messages;

/// <summary>Coordinator: make ready for a run. <see cref="FeedChunk"/>s follow.</summary>
/// <param name="Run">Names the run in all that follows.</param>
/// <param name="Load">The whole load, of which the agent makes its share.</param>
/// <param name="Share">Which share.</param>
/// <param name="Rows">Rows of unique feeds that are the agent's; null where the share says it.</param>
/// <param name="FeedBytes">Bytes that the chunks hold in all.</param>
/// <param name="Processors">To bind the loops to, in order; null leaves placement to the agent's system.</param>
internal sealed record Prepare(Guid Run, LoadSpec Load, ShareSpec Share, IReadOnlyList<RowsSpec>? Rows, long FeedBytes, IReadOnlyList<int>? Processors) : Message;
