using System.Runtime.InteropServices;

namespace LoadLab.Engine.Http.Wire.Http2;

/// <summary>Bytes on their way to a transport: what it was given stays as it is until it is done with it, while more is added behind.</summary>
/// <remarks>Two native buffers take turns; the second one is made only where something is added while the first is under way.</remarks>
internal sealed unsafe class SendQueue : IDisposable
{
    private const int FirstBytes = 256;

    private Buffer _filling;
    private Buffer _sending;

    /// <summary>Bytes added and not yet taken.</summary>
    public int Waiting => _filling.Length;

    /// <summary>The transport has something it is not done with.</summary>
    public bool IsSending => _sending.Length > 0;

    /// <summary>Adds room for <paramref name="length"/> bytes, to be written at once.</summary>
    public Span<byte> Add(int length)
    {
        var needed = _filling.Length + length;
        if (needed > _filling.Capacity)
        {
            _filling.Grow(Math.Max(FirstBytes, Math.Max(needed, 2 * _filling.Capacity)));
        }

        var room = new Span<byte>(_filling.Start + _filling.Length, length);
        _filling.Length = needed;
        return room;
    }

    /// <summary>Adds bytes that lie in native memory.</summary>
    public void Add(nint address, int length) => new ReadOnlySpan<byte>((void*)address, length).CopyTo(Add(length));

    /// <summary>Takes all that waits, unless something is still being sent.</summary>
    public bool TryTake(out RequestMessage message)
    {
        if (_filling.Length == 0 || IsSending)
        {
            message = default;
            return false;
        }

        (_filling, _sending) = (_sending, _filling);
        message = new RequestMessage((nint)_sending.Start, _sending.Length);
        return true;
    }

    /// <summary>The transport is done with what was taken.</summary>
    public void OnSent()
    {
        _sending.Length = 0;
        if (_filling.Capacity == 0 && _filling.Length == 0)
        {
            // The same buffer again, so that a connection which never needs two has one.
            (_filling, _sending) = (_sending, _filling);
        }
    }

    /// <summary>Forgets everything; the transport must be done with the connection.</summary>
    public void Clear()
    {
        _filling.Length = 0;
        OnSent();
    }

    public void Dispose()
    {
        _filling.Free();
        _sending.Free();
    }

    private struct Buffer
    {
        public byte* Start;
        public int Length;
        public int Capacity;

        public void Grow(int capacity)
        {
            Start = (byte*)NativeMemory.Realloc(Start, (nuint)capacity);
            Capacity = capacity;
        }

        public void Free()
        {
            NativeMemory.Free(Start);
            this = default;
        }
    }
}
