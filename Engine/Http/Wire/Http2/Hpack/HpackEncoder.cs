using System.Buffers;

namespace LoadLab.Engine.Http.Wire.Http2.Hpack;

/// <summary>Encodes fields without a dynamic table, so that the same octets mean the same on any connection at any time (RFC 7541).</summary>
/// <param name="output">Where to.</param>
internal sealed class HpackEncoder(IBufferWriter<byte> output)
{
    /// <summary>A table size update to 0, for the first block of a connection: no later setting of the peer's can then ask for another.</summary>
    public const byte NoTable = 0x20;

    private const byte Indexed = 0x80;
    private const byte NotIndexed = 0x00;
    private const byte HuffmanCoded = 0x80;
    private const byte Plain = 0x00;
    private const int IndexedPrefix = 7;
    private const int NotIndexedPrefix = 4;
    private const int LengthPrefix = 7;

    /// <summary>A field that the static table holds whole.</summary>
    public void WriteIndexed(int index) => HpackInteger.Write(output, Indexed, IndexedPrefix, index);

    /// <summary>Any field.</summary>
    /// <param name="name">In lower case.</param>
    /// <param name="value">Its value.</param>
    public void WriteField(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value)
    {
        var index = StaticTable.IndexOf(name);
        HpackInteger.Write(output, NotIndexed, NotIndexedPrefix, index);
        if (index == 0)
        {
            WriteString(name);
        }

        WriteString(value);
    }

    /// <summary>Huffman-coded where that is shorter, as browsers do.</summary>
    private void WriteString(ReadOnlySpan<byte> text)
    {
        var coded = HuffmanCode.EncodedLength(text);
        var isCoded = coded < text.Length;
        var length = isCoded ? coded : text.Length;
        HpackInteger.Write(output, isCoded ? HuffmanCoded : Plain, LengthPrefix, length);
        var room = output.GetSpan(length)[..length];
        if (isCoded)
        {
            HuffmanCode.Encode(text, room);
        }
        else
        {
            text.CopyTo(room);
        }

        output.Advance(length);
    }
}
