using System.Numerics;

namespace LoadLab.Engine.Http.Wire.Http2.Hpack;

/// <summary>The decoder's dynamic table (RFC 7541 section 2.3.2). Takes memory as it fills, and none once it has filled.</summary>
internal sealed class DynamicTable
{
    /// <summary>What an entry counts beside its octets (section 4.1).</summary>
    public const int EntryOverhead = 32;

    private const int FirstEntries = 8;
    private const int FirstBytes = 256;

    // Entries and their octets lie in the order of adding; what is evicted leaves a gap at the front, which is closed when room is needed.
    private Entry[] _entries = [];
    private byte[] _bytes = [];
    private int _first;
    private int _end;
    private int _firstByte;
    private int _endByte;

    /// <param name="maxSize">Bound on <see cref="Size"/>.</param>
    public DynamicTable(int maxSize) => MaxSize = maxSize;

    public int Count => _end - _first;

    /// <summary>The size of section 4.1: octets of names and values and the overhead of each entry.</summary>
    public int Size { get; private set; }

    public int MaxSize { get; private set; }

    /// <summary>Changes the bound and evicts what is beyond it.</summary>
    public void Resize(int maxSize)
    {
        MaxSize = maxSize;
        EvictUntil(maxSize);
    }

    /// <summary>Empties it and sets its bound, for another connection.</summary>
    public void Clear(int maxSize)
    {
        _first = _end = _firstByte = _endByte = 0;
        Size = 0;
        MaxSize = maxSize;
    }

    /// <summary>Adds an entry; one greater than the whole table empties it (section 4.4).</summary>
    /// <param name="name">Must not lie in this table: adding moves what is in it.</param>
    /// <param name="value">As for the name.</param>
    public void Add(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value)
    {
        var size = name.Length + value.Length + EntryOverhead;
        EvictUntil(MaxSize - size);
        if (size > MaxSize)
        {
            return;
        }

        MakeRoom(name.Length + value.Length);
        _entries[_end++] = new Entry(_endByte, name.Length, value.Length);
        name.CopyTo(_bytes.AsSpan(_endByte));
        value.CopyTo(_bytes.AsSpan(_endByte + name.Length));
        _endByte += name.Length + value.Length;
        Size += size;
    }

    /// <param name="index">1 for the newest, to <see cref="Count"/>.</param>
    public ReadOnlySpan<byte> Name(int index) => _bytes.AsSpan(_entries[_end - index].Start, _entries[_end - index].NameLength);

    /// <inheritdoc cref="Name"/>
    public ReadOnlySpan<byte> Value(int index)
    {
        ref readonly var entry = ref _entries[_end - index];
        return _bytes.AsSpan(entry.Start + entry.NameLength, entry.ValueLength);
    }

    private void EvictUntil(int size)
    {
        while (Size > size && Count > 0)
        {
            ref readonly var oldest = ref _entries[_first++];
            Size -= oldest.NameLength + oldest.ValueLength + EntryOverhead;
            _firstByte += oldest.NameLength + oldest.ValueLength;
        }
    }

    private void MakeRoom(int bytes)
    {
        if (_end < _entries.Length && _endByte + bytes <= _bytes.Length)
        {
            return;
        }

        var (count, held) = (Count, _endByte - _firstByte);
        // Half is kept free, so that the gap is closed once in many entries.
        var entries = 2 * count <= _entries.Length && count < _entries.Length ? _entries : new Entry[Doubled(count, FirstEntries)];
        var octets = 2 * (held + bytes) <= _bytes.Length ? _bytes : new byte[Doubled(held + bytes, FirstBytes)];
        for (var i = 0; i < count; i++)
        {
            var entry = _entries[_first + i];
            entries[i] = entry with { Start = entry.Start - _firstByte };
        }

        _bytes.AsSpan(_firstByte, held).CopyTo(octets);
        (_entries, _bytes) = (entries, octets);
        (_first, _end, _firstByte, _endByte) = (0, count, 0, held);
    }

    private static int Doubled(int needed, int least) => (int)BitOperations.RoundUpToPowerOf2((uint)Math.Max(2 * needed, least));

    private readonly record struct Entry(int Start, int NameLength, int ValueLength);
}
