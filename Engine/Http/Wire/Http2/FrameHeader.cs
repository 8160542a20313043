using System.Buffers.Binary;

namespace LoadLab.Engine.Http.Wire.Http2;

/// <summary>The nine octets before each frame's payload (RFC 9113 section 4.1).</summary>
/// <param name="Length">Octets of payload.</param>
/// <param name="Type">What it is; may be none that is known.</param>
/// <param name="Flags">As the type defines them.</param>
/// <param name="StreamId">0 for the connection as a whole.</param>
internal readonly record struct FrameHeader(int Length, FrameType Type, FrameFlags Flags, int StreamId)
{
    public const int Size = 9;

    /// <summary>The bit above a stream's number, and above a window's increment, which has no meaning.</summary>
    public const int ReservedBit = int.MinValue;

    private const int TypeBits = 8;

    public bool Has(FrameFlags flag) => (Flags & flag) != 0;

    public static FrameHeader Read(ReadOnlySpan<byte> octets)
    {
        var lengthAndType = BinaryPrimitives.ReadUInt32BigEndian(octets);
        return new FrameHeader(
            (int)(lengthAndType >> TypeBits),
            (FrameType)(byte)lengthAndType,
            (FrameFlags)octets[4],
            BinaryPrimitives.ReadInt32BigEndian(octets[5..]) & ~ReservedBit);
    }

    public void Write(Span<byte> octets)
    {
        BinaryPrimitives.WriteUInt32BigEndian(octets, (uint)Length << TypeBits | (byte)Type);
        octets[4] = (byte)Flags;
        BinaryPrimitives.WriteInt32BigEndian(octets[5..], StreamId);
    }
}
