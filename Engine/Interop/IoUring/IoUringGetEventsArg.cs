using System.Runtime.InteropServices;

namespace LoadLab.Engine.Interop.IoUring;

/// <summary><c>struct io_uring_getevents_arg</c>: the time-out of a wait.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct IoUringGetEventsArg
{
    public ulong sigmask;
    public uint sigmask_sz;
    public uint pad;
    public ulong ts;
}
