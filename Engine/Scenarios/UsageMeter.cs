using System.Diagnostics;
using LoadLab.Engine.Measurement;

namespace LoadLab.Engine.Scenarios;

/// <summary>What this process has used since the meter was made.</summary>
/// <param name="processors">Processors that it may use.</param>
internal sealed class UsageMeter(int processors)
{
    private readonly long _startNs = MonotonicClock.NowNs();
    private readonly TimeSpan _cpu = Cpu();
    private readonly TimeSpan _pause = GC.GetTotalPauseDuration();
    private readonly long _allocated = GC.GetTotalAllocatedBytes();
    private readonly int _collections = GC.CollectionCount(0);

    /// <remarks>Scenarios run on the thread pool: all threads of the process stand in the place of one loop.</remarks>
    internal GeneratorUsage Read()
    {
        var cpu = Cpu() - _cpu;
        var elapsedNs = MonotonicClock.NowNs() - _startNs;
        var share = elapsedNs > 0 ? Math.Clamp(cpu.TotalNanoseconds / elapsedNs / processors, 0, 1) : 0;
        return new GeneratorUsage
        {
            LoopCpuShare = [share],
            ProcessCpu = cpu,
            GcPause = GC.GetTotalPauseDuration() - _pause,
            AllocatedBytes = GC.GetTotalAllocatedBytes() - _allocated,
            Collections = GC.CollectionCount(0) - _collections,
        };
    }

    private static TimeSpan Cpu()
    {
        using var process = Process.GetCurrentProcess();
        return process.TotalProcessorTime;
    }
}
