using System.Runtime.InteropServices;

namespace LoadLab.Engine.Interop;

/// <summary><c>struct rusage</c> of 64-bit Linux; what is not read here is not named.</summary>
[StructLayout(LayoutKind.Explicit, Size = 144)]
internal struct ResourceUsage
{
    [FieldOffset(136)]
    public long ru_nivcsw;
}
