using System.Runtime.InteropServices;

namespace LoadLab.Engine.Interop;

/// <summary><c>struct rlimit</c> of 64-bit Linux.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct ResourceLimit
{
    public ulong rlim_cur;
    public ulong rlim_max;
}
