using System.Buffers;
using System.Buffers.Binary;
using System.Text;
using LoadLab.Engine.Http.Wire.Http2;
using LoadLab.Engine.Http.Wire.Http2.Hpack;

namespace LoadLab.Engine.Tests.Http.Wire.Http2;

/// <summary>Frames as a server would send them, right and wrong ones.</summary>
internal static class ServerFrames
{
    public static readonly byte[] Settings = Frame(FrameType.Settings, 0, 0);

    public static byte[] Frame(FrameType type, int flags, int streamId, params byte[] payload)
    {
        var frame = new byte[FrameHeader.Size + payload.Length];
        new FrameHeader(payload.Length, type, (FrameFlags)flags, streamId).Write(frame);
        payload.CopyTo(frame, FrameHeader.Size);
        return frame;
    }

    public static byte[] Setting(SettingId id, uint value)
    {
        var payload = new byte[6];
        BinaryPrimitives.WriteUInt16BigEndian(payload, (ushort)id);
        BinaryPrimitives.WriteUInt32BigEndian(payload.AsSpan(2), value);
        return Frame(FrameType.Settings, 0, 0, payload);
    }

    public static byte[] Headers(int streamId, bool endStream, params string[] fields) =>
        Frame(FrameType.Headers, (int)(FrameFlags.EndHeaders | (endStream ? FrameFlags.EndStream : 0)), streamId, Block(fields));

    public static byte[] Data(int streamId, bool endStream, int length) =>
        Frame(FrameType.Data, endStream ? (int)FrameFlags.EndStream : 0, streamId, new byte[length]);

    public static byte[] WindowUpdate(int streamId, uint increment) => Frame(FrameType.WindowUpdate, 0, streamId, Number(increment));

    public static byte[] Reset(int streamId, Http2ErrorCode code) => Frame(FrameType.RstStream, 0, streamId, Number((uint)code));

    public static byte[] GoAway(int lastStreamId, Http2ErrorCode code) =>
        Frame(FrameType.GoAway, 0, 0, [.. Number((uint)lastStreamId), .. Number((uint)code), .. "bye"u8]);

    /// <summary>A field block of fields written <c>name: value</c>.</summary>
    public static byte[] Block(params string[] fields)
    {
        var block = new ArrayBufferWriter<byte>();
        var encoder = new HpackEncoder(block);
        foreach (var field in fields)
        {
            var colon = field.IndexOf(": ", 1, StringComparison.Ordinal);
            encoder.WriteField(Encoding.Latin1.GetBytes(field[..colon]), Encoding.Latin1.GetBytes(field[(colon + 2)..]));
        }

        return block.WrittenSpan.ToArray();
    }

    private static byte[] Number(uint value)
    {
        var octets = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(octets, value);
        return octets;
    }
}
