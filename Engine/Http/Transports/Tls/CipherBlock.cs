using System.Runtime.InteropServices;
using LoadLab.Engine.Http.Wire;

namespace LoadLab.Engine.Http.Transports.Tls;

/// <summary>Encrypted bytes in native memory, where a transport can send them from.</summary>
internal sealed unsafe class CipherBlock : IDisposable
{
    /// <summary>Room for the longest record: 2^14 bytes and what encryption adds (RFC 8446, 5.2).</summary>
    private const int FirstBytes = 17 * 1024;

    private byte* _memory = (byte*)NativeMemory.Alloc(FirstBytes);
    private int _capacity = FirstBytes;

    /// <summary>The bytes last filled in.</summary>
    public RequestMessage Message { get; private set; }

    public void Fill(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > _capacity)
        {
            _memory = (byte*)NativeMemory.Realloc(_memory, (nuint)bytes.Length);
            _capacity = bytes.Length;
        }

        bytes.CopyTo(new Span<byte>(_memory, _capacity));
        Message = new RequestMessage((nint)_memory, bytes.Length);
    }

    public void Dispose()
    {
        NativeMemory.Free(_memory);
        _memory = null;
        _capacity = 0;
    }
}
