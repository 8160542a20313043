using LoadLab.Harness.Agents.Protocol.Messages;

namespace LoadLab.Harness.Agents.Protocol.Binary;

/// <summary>A <see cref="FeedChunk"/> after its first byte.</summary>
internal static class FeedChunkFrame
{
    public static void Write(FeedChunk chunk, ref FrameWriter writer)
    {
        writer.Guid(chunk.Run);
        writer.Varint(chunk.Request);
        writer.Bytes(chunk.Bytes.Span);
    }

    public static FeedChunk Read(ref FrameReader reader) => new(reader.Guid(), reader.Int(), reader.Bytes().ToArray());
}
