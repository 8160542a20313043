using System.Diagnostics;

namespace LoadLab.Engine.Scenarios;

/// <summary>What this process has used since the meter was made.</summary>
internal sealed class UsageMeter
{
    private readonly TimeSpan _cpu = Cpu();
    private readonly TimeSpan _pause = GC.GetTotalPauseDuration();
    private readonly int _collections = GC.CollectionCount(0);
    private readonly long _allocated = GC.GetTotalAllocatedBytes();
    private readonly int _collections = GC.CollectionCount(0);

    /// <remarks>Scenarios run on the thread pool and have no event loops.</remarks>
    internal GeneratorUsage Read() => new()
    {
        LoopCpuShare = [],
        ProcessCpu = Cpu() - _cpu,
        GcPause = GC.GetTotalPauseDuration() - _pause,
        AllocatedBytes = GC.GetTotalAllocatedBytes() - _allocated,
        Collections = GC.CollectionCount(0) - _collections,
    };

    private static TimeSpan Cpu()
    {
        using var process = Process.GetCurrentProcess();
        return process.TotalProcessorTime;
    }
}
