using System.Runtime.InteropServices;

namespace LoadLab.Engine.Interop.IoUring;

/// <summary><c>struct io_uring_buf_reg</c>: makes a ring of buffers known.</summary>
[StructLayout(LayoutKind.Sequential, Size = 40)]
internal struct IoUringBufferRegistration
{
    public ulong ring_addr;
    public uint ring_entries;
    public ushort bgid;
    public ushort flags;
}
