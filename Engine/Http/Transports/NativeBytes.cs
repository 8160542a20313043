using System.Buffers;
using LoadLab.Engine.Http.Wire;

namespace LoadLab.Engine.Http.Transports;

/// <summary>Unmanaged bytes in the form in which .NET takes them. One may be pointed at one message after another.</summary>
internal sealed unsafe class NativeBytes : MemoryManager<byte>
{
    private RequestMessage _message;

    /// <summary>The bytes of <paramref name="message"/>, which must outlive their use.</summary>
    public Memory<byte> PointAt(RequestMessage message)
    {
        _message = message;
        return CreateMemory(message.Length);
    }

    public override Span<byte> GetSpan() => new((void*)_message.Address, _message.Length);

    /// <summary>Nothing to do: unmanaged memory does not move.</summary>
    public override MemoryHandle Pin(int elementIndex = 0) => new((byte*)_message.Address + elementIndex);

    public override void Unpin()
    {
    }

    protected override void Dispose(bool disposing)
    {
    }
}
