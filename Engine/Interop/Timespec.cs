using System.Runtime.InteropServices;

namespace LoadLab.Engine.Interop;

/// <summary><c>struct timespec</c> of 64-bit Linux.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct Timespec
{
    private const long NsPerSecond = 1_000_000_000;

    public long tv_sec;
    public long tv_nsec;

    public readonly long TotalNs => tv_sec * NsPerSecond + tv_nsec;

    public static Timespec FromNs(long ns) => new() { tv_sec = ns / NsPerSecond, tv_nsec = ns % NsPerSecond };
}
