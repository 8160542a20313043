using LoadLab.Harness.Agents.Protocol.Messages;

namespace LoadLab.Harness.Agents.Protocol.Binary;

/// <summary>A <see cref="Result"/> after its first byte.</summary>
internal static class ResultFrame
{
    public static void Write(Result result, ref FrameWriter writer)
    {
        using var spec = new PooledBuffer();
        JsonText.Write(result.Spec, MessageJson.Default.ResultSpec, spec);
        writer.Guid(result.Run);
        writer.Varint(result.Intervals);
        writer.Raw(result.Digest.Span);
        writer.Bytes(spec.Written.Span);
        writer.NullableBytes(result.Undisturbed);
        writer.NullableBytes(result.PoolDelay);
    }

    public static Result Read(ref FrameReader reader) => new(
        reader.Guid(),
        reader.Int(),
        reader.Raw(ProtocolLimits.DigestBytes).ToArray(),
        JsonText.Read(reader.Bytes(), MessageJson.Default.ResultSpec),
        reader.NullableBytes(),
        reader.NullableBytes());
}
