namespace LoadLab.Harness.Agents.Protocol.Messages;

/// <summary>Coordinator: a piece of a request's feed. The pieces of one request, put together in their order, are its rows as <see cref="FeedRowCodec"/> writes them.</summary>
/// <param name="Run">The run that is being prepared.</param>
/// <param name="Request">Whose feed: an index into the load's requests.</param>
/// <param name="Bytes">The piece, never empty; rows may go on in the next one.</param>
internal sealed record FeedChunk(Guid Run, int Request, ReadOnlyMemory<byte> Bytes) : Message;
