namespace LoadLab.Engine.Http.Wire.Http2.Hpack;

/// <summary>Decodes field blocks (RFC 7541). One for each connection and direction: each block builds on those before.</summary>
/// <param name="scratch">Room for one field decoded; may be shared by the decoders of one thread. Its length bounds a field section.</param>
internal sealed class HpackDecoder(byte[] scratch)
{
    /// <summary>The size that the peer's encoder may use unless told otherwise (RFC 9113 section 6.5.2); it is not told otherwise here.</summary>
    public const int TableSize = 4096;

    private const int Indexed = 0x80;
    private const int Indexing = 0x40;
    private const int SizeUpdate = 0x20;
    private const int HuffmanCoded = 0x80;
    private const int IndexedPrefix = 7;
    private const int IndexingPrefix = 6;
    private const int SizePrefix = 5;
    private const int PlainPrefix = 4;
    private const int LengthPrefix = 7;

    private readonly DynamicTable _table = new(TableSize);

    /// <summary>Octets of fields that the current section may still hold, counted as the peer counts them (RFC 9113 section 6.5.2).</summary>
    private int _budget;

    public DynamicTable Table => _table;

    /// <summary>Forgets everything, for another connection.</summary>
    public void Reset() => _table.Clear(TableSize);

    /// <summary>Decodes one block, from its first octet to its last.</summary>
    /// <remarks>After anything but <see cref="HpackStatus.Complete"/> the decoder is of no use until it is reset.</remarks>
    public HpackStatus Decode<TSink>(ReadOnlySpan<byte> block, ref TSink sink) where TSink : struct, IFieldSink
    {
        _budget = scratch.Length;
        if (!TryTakeSizeUpdates(ref block))
        {
            return HpackStatus.Malformed;
        }

        var status = HpackStatus.Complete;
        while (!block.IsEmpty && status == HpackStatus.Complete)
        {
            var first = block[0];
            status = first switch
            {
                >= Indexed => OnIndexed(ref block, ref sink),
                >= Indexing => OnLiteral(ref block, IndexingPrefix, ref sink, isIndexed: true),
                // A size update is permitted at the beginning of a block only (section 4.2).
                >= SizeUpdate => HpackStatus.Malformed,
                _ => OnLiteral(ref block, PlainPrefix, ref sink, isIndexed: false),
            };
        }

        return status;
    }

    private bool TryTakeSizeUpdates(ref ReadOnlySpan<byte> block)
    {
        while (!block.IsEmpty && block[0] is >= SizeUpdate and < Indexing)
        {
            if (!HpackInteger.TryRead(ref block, SizePrefix, out var size) || size > TableSize)
            {
                return false;
            }

            _table.Resize(size);
        }

        return true;
    }

    private HpackStatus OnIndexed<TSink>(ref ReadOnlySpan<byte> block, ref TSink sink) where TSink : struct, IFieldSink
    {
        if (!HpackInteger.TryRead(ref block, IndexedPrefix, out var index) || index == 0 || index > StaticTable.Count + _table.Count)
        {
            return HpackStatus.Malformed;
        }

        return index <= StaticTable.Count
            ? Tell(StaticTable.Name(index), StaticTable.Value(index), ref sink)
            : Tell(_table.Name(index - StaticTable.Count), _table.Value(index - StaticTable.Count), ref sink);
    }

    private HpackStatus OnLiteral<TSink>(ref ReadOnlySpan<byte> block, int prefixBits, ref TSink sink, bool isIndexed)
        where TSink : struct, IFieldSink
    {
        if (!HpackInteger.TryRead(ref block, prefixBits, out var index) || index > StaticTable.Count + _table.Count)
        {
            return HpackStatus.Malformed;
        }

        var room = scratch.AsSpan();
        var status = index == 0 ? ReadString(ref block, room, out var name) : CopyName(index, room, out name);
        if (status != HpackStatus.Complete)
        {
            return status;
        }

        status = ReadString(ref block, room[name.Length..], out var value);
        if (status == HpackStatus.Complete)
        {
            status = Tell(name, value, ref sink);
        }

        if (status == HpackStatus.Complete && isIndexed)
        {
            _table.Add(name, value);
        }

        return status;
    }

    /// <summary>A name out of the dynamic table is copied: adding the new entry may evict or move it.</summary>
    private HpackStatus CopyName(int index, Span<byte> room, out ReadOnlySpan<byte> name)
    {
        name = index <= StaticTable.Count ? StaticTable.Name(index) : _table.Name(index - StaticTable.Count);
        if (index > StaticTable.Count)
        {
            name.CopyTo(room);
            name = room[..name.Length];
        }

        return HpackStatus.Complete;
    }

    private static HpackStatus ReadString(ref ReadOnlySpan<byte> block, Span<byte> room, out ReadOnlySpan<byte> text)
    {
        text = default;
        var isHuffman = !block.IsEmpty && (block[0] & HuffmanCoded) != 0;
        if (!HpackInteger.TryRead(ref block, LengthPrefix, out var length) || length > block.Length)
        {
            return HpackStatus.Malformed;
        }

        text = block[..length];
        block = block[length..];
        if (!isHuffman)
        {
            return length <= room.Length ? HpackStatus.Complete : HpackStatus.TooLarge;
        }

        var status = HuffmanCode.Decode(text, room, out var written);
        text = room[..written];
        return status;
    }

    private HpackStatus Tell<TSink>(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value, ref TSink sink) where TSink : struct, IFieldSink
    {
        _budget -= name.Length + value.Length + DynamicTable.EntryOverhead;
        if (_budget < 0)
        {
            return HpackStatus.TooLarge;
        }

        return sink.OnField(name, value) ? HpackStatus.Complete : HpackStatus.Refused;
    }
}
