using System.Runtime.InteropServices;

namespace LoadLab.Benchmarks.Interop;

/// <summary><c>struct rusage</c> of 64-bit Linux; what follows the times is not read here.</summary>
[StructLayout(LayoutKind.Sequential, Size = 144)]
internal struct ResourceUsage
{
    public long ru_utime_sec;
    public long ru_utime_usec;
    public long ru_stime_sec;
    public long ru_stime_usec;
}
