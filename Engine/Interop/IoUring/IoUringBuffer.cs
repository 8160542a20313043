using System.Runtime.InteropServices;

namespace LoadLab.Engine.Interop.IoUring;

/// <summary><c>struct io_uring_buf</c>: one buffer offered to the kernel.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct IoUringBuffer
{
    public ulong addr;
    public uint len;
    public ushort bid;

    /// <summary>In the first entry of a ring this is the ring's tail.</summary>
    public ushort resv;
}
