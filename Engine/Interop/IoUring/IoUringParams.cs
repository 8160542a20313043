using System.Runtime.InteropServices;

namespace LoadLab.Engine.Interop.IoUring;

/// <summary><c>struct io_uring_params</c>, with both of its offset tables written out.</summary>
[StructLayout(LayoutKind.Explicit, Size = 120)]
internal struct IoUringParams
{
    [FieldOffset(0)] public uint sq_entries;
    [FieldOffset(4)] public uint cq_entries;
    [FieldOffset(8)] public uint flags;
    [FieldOffset(20)] public uint features;

    [FieldOffset(40)] public uint sq_off_head;
    [FieldOffset(44)] public uint sq_off_tail;
    [FieldOffset(48)] public uint sq_off_ring_mask;
    [FieldOffset(56)] public uint sq_off_flags;
    [FieldOffset(64)] public uint sq_off_array;

    [FieldOffset(80)] public uint cq_off_head;
    [FieldOffset(84)] public uint cq_off_tail;
    [FieldOffset(88)] public uint cq_off_ring_mask;
    [FieldOffset(100)] public uint cq_off_cqes;
}
