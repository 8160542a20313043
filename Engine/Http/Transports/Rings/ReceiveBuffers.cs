using LoadLab.Engine.Interop.IoUring;
using static LoadLab.Engine.Interop.IoUring.IoUringNative;

namespace LoadLab.Engine.Http.Transports.Rings;

/// <summary>Buffers that the kernel picks from when bytes come, so that idle connections hold none.</summary>
internal sealed unsafe class ReceiveBuffers : IDisposable
{
    public const ushort Group = 0;

    /// <summary>A power of two. As many as responses can be told in a few turns of the loop; when they run out, receiving is asked for again.</summary>
    public const int Count = 256;

    private const uint Bytes = 32 * 1024;

    private readonly IoUringBuffer* _ring;
    private readonly byte* _memory;
    private ushort _tail;
    private bool _isDisposed;

    private ReceiveBuffers(IoUringBuffer* ring, byte* memory)
    {
        _ring = ring;
        _memory = memory;
        for (var id = 0; id < Count; id++)
        {
            GiveBack((ushort)id);
        }

        Publish();
    }

    /// <summary>Returns buffers that <paramref name="submissions"/> knows, or the error number.</summary>
    public static ReceiveBuffers? TryCreate(SubmissionRing submissions, out int error)
    {
        // One mapping: the ring must start on a page, and its entries fill one.
        var address = mmap(null, MappedBytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
        if (address == -1)
        {
            error = Interop.Errno.ENOMEM;
            return null;
        }

        var ring = (IoUringBuffer*)address;
        error = submissions.RegisterBuffers(ring, Count, Group);
        if (error == 0)
        {
            return new ReceiveBuffers(ring, (byte*)address + RingBytes);
        }

        _ = munmap((void*)address, MappedBytes);
        return null;
    }

    private static nuint RingBytes => (nuint)(Count * sizeof(IoUringBuffer));

    private static nuint MappedBytes => RingBytes + Count * Bytes;

    public byte* AddressOf(ushort id) => _memory + id * Bytes;

    /// <summary>The buffer may be filled again, once published.</summary>
    public void GiveBack(ushort id)
    {
        var entry = _ring + (_tail & (Count - 1));
        // Not the whole structure: the last field of the first entry is the ring's tail.
        entry->addr = (ulong)AddressOf(id);
        entry->len = Bytes;
        entry->bid = id;
        _tail++;
    }

    /// <summary>Shows the kernel what was given back.</summary>
    public void Publish() => Volatile.Write(ref _ring->resv, _tail);

    public void Dispose()
    {
        if (!_isDisposed)
        {
            _isDisposed = true;
            _ = munmap(_ring, MappedBytes);
        }
    }
}
