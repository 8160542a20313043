using LoadLab.Engine.Interop;

namespace LoadLab.Engine.Http.Loops;

/// <summary>What the calling thread and its process had used up to a moment; the thread's CPU time is null where the system does not tell.</summary>
internal readonly record struct UsageSnapshot(long? ThreadCpuNs, long ProcessCpuNs, TimeSpan GcPause, long AllocatedBytes, long ThreadAllocatedBytes, long InvoluntarySwitches, int Collections)
{
    public static UsageSnapshot Take() => new(
        NativeThread.CpuNs(),
        NativeThread.ProcessCpuNs(),
        GC.GetTotalPauseDuration(),
        GC.GetTotalAllocatedBytes(),
        GC.GetAllocatedBytesForCurrentThread(),
        NativeThread.InvoluntarySwitches(),
        GC.CollectionCount(0));

    public static UsageSnapshot operator -(UsageSnapshot later, UsageSnapshot earlier) => new(
        later.ThreadCpuNs - earlier.ThreadCpuNs,
        later.ProcessCpuNs - earlier.ProcessCpuNs,
        later.GcPause - earlier.GcPause,
        later.AllocatedBytes - earlier.AllocatedBytes,
        later.ThreadAllocatedBytes - earlier.ThreadAllocatedBytes,
        later.InvoluntarySwitches - earlier.InvoluntarySwitches,
        later.Collections - earlier.Collections);
}
