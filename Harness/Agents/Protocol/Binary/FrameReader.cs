using System.Buffers.Binary;

namespace LoadLab.Harness.Agents.Protocol.Binary;

/// <summary>Reads what <see cref="FrameWriter"/> writes. Every value has one form: a frame that is taken is, written again, the same bytes.</summary>
internal ref struct FrameReader(ReadOnlySpan<byte> frame)
{
    private const int GuidBytes = 16;

    private readonly int _length = frame.Length;
    private ReadOnlySpan<byte> _rest = frame;

    public byte Byte() => Raw(1)[0];

    public Guid Guid() => new(Raw(GuidBytes), bigEndian: true);

    /// <summary>Nanoseconds either way.</summary>
    public long Nanoseconds()
    {
        var value = BinaryPrimitives.ReadInt64BigEndian(Raw(sizeof(long)));
        return value is >= -ProtocolLimits.Nanoseconds and <= ProtocolLimits.Nanoseconds
            ? value
            : throw ProtocolException.Malformed("a time in a binary frame is beyond ±2^62 ns");
    }

    /// <summary>A count, or nanoseconds that are not negative.</summary>
    public long Long() => Varint(ProtocolLimits.Nanoseconds);

    public int Int() => (int)Varint(int.MaxValue);

    public long? NullableLong() => Varint(ProtocolLimits.Nanoseconds + 1) is var value and > 0 ? value - 1 : null;

    /// <summary>The number of items that follow, each of at least <paramref name="leastBytes"/> bytes: never more than can be there.</summary>
    public int Count(int leastBytes) => Int() is var count && count <= ProtocolLimits.ListItems && count <= _rest.Length / leastBytes
        ? count
        : throw ProtocolException.Malformed("a binary frame announces more items than it holds or may hold");

    /// <summary>Length, then bytes.</summary>
    public ReadOnlySpan<byte> Bytes() => Raw(Int());

    /// <summary>0 for null, otherwise length and one, then bytes; a copy.</summary>
    /// <remarks>Null has its type written out here and elsewhere: a bare one would become an array's null, and that an empty memory.</remarks>
    public ReadOnlyMemory<byte>? NullableBytes() =>
        Varint(int.MaxValue) is var length and > 0 ? Raw((int)length - 1).ToArray() : default(ReadOnlyMemory<byte>?);

    /// <summary>As <see cref="NullableBytes"/>, but where they lie in the frame.</summary>
    public Range? NullableRange()
    {
        if (Varint(int.MaxValue) is not (var length and > 0))
        {
            return null;
        }

        var start = _length - _rest.Length;
        return start..(start + Raw((int)length - 1).Length);
    }

    /// <summary>Bytes whose length both sides know.</summary>
    public ReadOnlySpan<byte> Raw(int count)
    {
        if (count > _rest.Length)
        {
            throw ProtocolException.Malformed("a binary frame ends too early");
        }

        var bytes = _rest[..count];
        _rest = _rest[count..];
        return bytes;
    }

    public readonly void End()
    {
        if (!_rest.IsEmpty)
        {
            throw ProtocolException.Malformed("a binary frame goes on after its end");
        }
    }

    private long Varint(long largest)
    {
        ulong value = 0;
        for (var shift = 0; shift < 7 * FrameWriter.LongestVarint; shift += 7)
        {
            var next = Byte();
            value |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80)
            {
                return Checked(value, isPadded: next == 0 && shift > 0, largest);
            }
        }

        throw ProtocolException.Malformed("a number in a binary frame has too many bytes");
    }

    private static long Checked(ulong value, bool isPadded, long largest)
    {
        if (isPadded)
        {
            throw ProtocolException.Malformed("a number in a binary frame is not in its shortest form");
        }

        return value <= (ulong)largest ? (long)value : throw ProtocolException.Malformed("a number in a binary frame is out of its range");
    }
}
