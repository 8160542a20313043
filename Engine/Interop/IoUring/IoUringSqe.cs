using System.Runtime.InteropServices;

namespace LoadLab.Engine.Interop.IoUring;

/// <summary><c>struct io_uring_sqe</c>: one operation asked for.</summary>
[StructLayout(LayoutKind.Explicit, Size = 64)]
internal struct IoUringSqe
{
    [FieldOffset(0)] public byte opcode;
    [FieldOffset(1)] public byte flags;
    [FieldOffset(2)] public ushort ioprio;
    [FieldOffset(4)] public int fd;
    [FieldOffset(16)] public ulong addr;
    [FieldOffset(24)] public uint len;

    /// <summary><c>msg_flags</c> or <c>poll32_events</c>.</summary>
    [FieldOffset(28)] public uint op_flags;

    [FieldOffset(32)] public ulong user_data;

    /// <summary><c>buf_group</c>.</summary>
    [FieldOffset(40)] public ushort buf_group;
}
