using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace LoadLab.Engine.Interop;

/// <summary>Reads and writes <c>struct epoll_event</c>, which is packed on x86-64 (12 bytes) and aligned elsewhere (16 bytes).</summary>
internal static unsafe class EpollEvent
{
    /// <summary><c>sizeof(struct epoll_event)</c>.</summary>
    public static readonly int Size = RuntimeInformation.ProcessArchitecture == Architecture.X64 ? 12 : 16;

    /// <summary><c>offsetof(struct epoll_event, data)</c>.</summary>
    public static readonly int DataOffset = Size - sizeof(ulong);

    public static void Write(byte* slot, uint events, ulong data)
    {
        Unsafe.WriteUnaligned(slot, events);
        Unsafe.WriteUnaligned(slot + DataOffset, data);
    }

    public static uint Events(byte* slot) => Unsafe.ReadUnaligned<uint>(slot);

    public static ulong Data(byte* slot) => Unsafe.ReadUnaligned<ulong>(slot + DataOffset);
}
