using System.Buffers;

namespace LoadLab.Engine.Http.Transports.Tls;

/// <summary>Bytes on their way from one side to the other. Holds memory only while it holds bytes.</summary>
internal struct ByteQueue
{
    private const int LeastBytes = 4096;

    private byte[]? _bytes;
    private int _start;
    private int _end;

    public readonly bool IsEmpty => _start == _end;

    public readonly ReadOnlySpan<byte> Bytes => _bytes.AsSpan(_start, _end - _start);

    public void Add(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length == 0)
        {
            return;
        }

        if (_bytes is null || _bytes.Length - _end < bytes.Length)
        {
            MakeRoom(bytes.Length);
        }

        bytes.CopyTo(_bytes.AsSpan(_end));
        _end += bytes.Length;
    }

    /// <summary>Takes out as many bytes as there are and fit; returns how many.</summary>
    public int Take(Span<byte> into)
    {
        var count = Math.Min(into.Length, _end - _start);
        _bytes.AsSpan(_start, count).CopyTo(into);
        _start += count;
        if (IsEmpty)
        {
            Clear();
        }

        return count;
    }

    public void Clear()
    {
        if (_bytes is not null)
        {
            ArrayPool<byte>.Shared.Return(_bytes);
            _bytes = null;
        }

        _start = _end = 0;
    }

    private void MakeRoom(int more)
    {
        var grown = ArrayPool<byte>.Shared.Rent(Math.Max(LeastBytes, Bytes.Length + more));
        var held = Bytes.Length;
        Bytes.CopyTo(grown);
        Clear();
        _bytes = grown;
        _end = held;
    }
}
