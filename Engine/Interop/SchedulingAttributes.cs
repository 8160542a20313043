using System.Runtime.InteropServices;

namespace LoadLab.Engine.Interop;

/// <summary><c>struct sched_attr</c> (sched_setattr(2)), with the clamps of processor speed that came in Linux 5.3.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct SchedulingAttributes
{
    public uint size;
    public uint sched_policy;
    public ulong sched_flags;
    public int sched_nice;
    public uint sched_priority;

    /// <summary>In ns. Of an ordinary thread the length of its slices, since Linux 6.12; older kernels ignore it.</summary>
    public ulong sched_runtime;
    public ulong sched_deadline;
    public ulong sched_period;
    public uint sched_util_min;
    public uint sched_util_max;
}
