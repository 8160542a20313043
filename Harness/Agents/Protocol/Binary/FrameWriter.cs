using System.Buffers;
using System.Buffers.Binary;

namespace LoadLab.Harness.Agents.Protocol.Binary;

/// <summary>Writes the fields of a binary frame: varints (LEB128, seven bits a byte, the lowest first) and big-endian integers.</summary>
internal ref struct FrameWriter(IBufferWriter<byte> output)
{
    /// <summary>Seven bits a byte: as many as 63 bits need.</summary>
    public const int LongestVarint = 9;

    private const int GuidBytes = 16;

    private readonly IBufferWriter<byte> _output = output;

    /// <summary>Bytes written so far.</summary>
    public int Length { get; private set; }

    public void Byte(byte value)
    {
        _output.GetSpan(1)[0] = value;
        Advance(1);
    }

    /// <summary>In the order of its text (RFC 9562), not that of a Windows structure.</summary>
    public void Guid(Guid value)
    {
        value.TryWriteBytes(_output.GetSpan(GuidBytes), bigEndian: true, out var written);
        Advance(written);
    }

    public void Int64(long value)
    {
        BinaryPrimitives.WriteInt64BigEndian(_output.GetSpan(sizeof(long)), value);
        Advance(sizeof(long));
    }

    /// <summary>A number that is not negative.</summary>
    public void Varint(long value)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(value);
        var span = _output.GetSpan(LongestVarint);
        var length = 0;
        for (; value >= 0x80; value >>= 7)
        {
            span[length++] = (byte)(value | 0x80);
        }

        span[length++] = (byte)value;
        Advance(length);
    }

    /// <summary>0 for null, otherwise the number and one.</summary>
    public void NullableVarint(long? value) => Varint(value is { } number ? number + 1 : 0);

    /// <summary>Length, then bytes.</summary>
    public void Bytes(ReadOnlySpan<byte> bytes)
    {
        Varint(bytes.Length);
        Raw(bytes);
    }

    /// <summary>0 for null, otherwise length and one, then bytes.</summary>
    public void NullableBytes(ReadOnlyMemory<byte>? bytes)
    {
        NullableVarint(bytes?.Length);
        Raw(bytes is { } some ? some.Span : []);
    }

    /// <summary>Bytes whose length both sides know.</summary>
    public void Raw(ReadOnlySpan<byte> bytes)
    {
        _output.Write(bytes);
        Length += bytes.Length;
    }

    private void Advance(int count)
    {
        _output.Advance(count);
        Length += count;
    }
}
