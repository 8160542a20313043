using System.Runtime.InteropServices;

namespace LoadLab.Engine.Interop;

/// <summary>What the calling thread may set and ask of the kernel about itself. Elsewhere than on Linux it sets nothing, and answers that nobody knows.</summary>
internal static unsafe class NativeThread
{
    /// <summary>Bits in the largest <c>cpu_set_t</c> used here; the kernel takes any multiple of 8 bytes.</summary>
    private const int MaxProcessors = 4096;

    /// <summary>Binds the calling thread to one processor; false where the system refuses (no such processor, not allowed here, or not Linux).</summary>
    public static bool TryBind(int processor)
    {
        if (!OperatingSystem.IsLinux() || processor is < 0 or >= MaxProcessors)
        {
            return false;
        }

        const int words = MaxProcessors / 64;
        var mask = stackalloc ulong[words];
        new Span<ulong>(mask, words).Clear();
        mask[processor / 64] = 1UL << (processor % 64);
        return LibC.sched_setaffinity(0, words * sizeof(ulong), mask) == 0;
    }

    /// <summary>Asks for timers that fire on time rather than up to 50 µs late (the default slack, there to save power).</summary>
    public static void UsePreciseTimers()
    {
        if (OperatingSystem.IsLinux())
        {
            _ = LibC.prctl(LibC.PR_SET_TIMERSLACK, 1, 0, 0, 0);
        }
    }

    /// <summary>CPU time of the calling thread in ns; null where the system does not tell.</summary>
    public static long? CpuNs() => OperatingSystem.IsLinux() ? Read(LibC.CLOCK_THREAD_CPUTIME_ID) : null;

    /// <summary>CPU time of all threads of this process in ns.</summary>
    public static long ProcessCpuNs() => OperatingSystem.IsLinux()
        ? Read(LibC.CLOCK_PROCESS_CPUTIME_ID)
        : Environment.CpuUsage.TotalTime.Ticks * TimeSpan.NanosecondsPerTick;

    /// <summary>Times the calling thread was taken off its processor against its will; 0 where the system does not tell.</summary>
    public static long InvoluntarySwitches()
    {
        if (!OperatingSystem.IsLinux())
        {
            return 0;
        }

        ResourceUsage usage;
        return LibC.getrusage(LibC.RUSAGE_THREAD, &usage) == 0 ? usage.ru_nivcsw : 0;
    }

    /// <summary>File descriptors this process may have open; more than anybody needs where the system does not tell.</summary>
    public static long MaxOpenFiles()
    {
        if (!OperatingSystem.IsLinux())
        {
            return int.MaxValue;
        }

        ResourceLimit limit;
        return LibC.getrlimit(LibC.RLIMIT_NOFILE, &limit) == 0 ? (long)Math.Min(limit.rlim_cur, int.MaxValue) : int.MaxValue;
    }

    private static long Read(int clock)
    {
        Timespec time;
        return LibC.clock_gettime(clock, &time) == 0
            ? time.TotalNs
            : throw new InvalidOperationException($"clock_gettime({clock}) failed with error {Marshal.GetLastPInvokeError()}.");
    }
}
