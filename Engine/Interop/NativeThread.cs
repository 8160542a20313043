using System.Runtime.InteropServices;

namespace LoadLab.Engine.Interop;

/// <summary>What the calling thread may set and ask of the kernel about itself. Elsewhere than on Linux it sets nothing, and answers that nobody knows.</summary>
internal static unsafe class NativeThread
{
    /// <summary>Bits in the largest <c>cpu_set_t</c> used here; the kernel takes any multiple of 8 bytes.</summary>
    private const int MaxProcessors = 4096;
    private const int MaskWords = MaxProcessors / 64;

    /// <summary>The kernel's least.</summary>
    private const ulong ShortestSliceNs = 100_000;

    /// <summary>Binds the calling thread to one processor; false where the system refuses (no such processor, not allowed here, or not Linux).</summary>
    public static bool TryBind(int processor)
    {
        if (!OperatingSystem.IsLinux() || processor is < 0 or >= MaxProcessors)
        {
            return false;
        }

        return TryBind(thread: 0, MaskOf([processor]));
    }

    /// <summary>The processors as the kernel takes them; those beyond any it knows are left out.</summary>
    public static ulong[] MaskOf(IEnumerable<int> processors)
    {
        var mask = new ulong[MaskWords];
        foreach (var processor in processors.Where(processor => processor is >= 0 and < MaxProcessors))
        {
            mask[processor / 64] |= 1UL << (processor % 64);
        }

        return mask;
    }

    /// <summary>The processors that the calling thread may run on.</summary>
    public static ulong[] Affinity()
    {
        var mask = new ulong[MaskWords];
        fixed (ulong* first = mask)
        {
            return LibC.sched_getaffinity(0, MaskWords * sizeof(ulong), first) >= 0
                ? mask
                : throw new InvalidOperationException($"sched_getaffinity failed with error {Marshal.GetLastPInvokeError()}.");
        }
    }

    /// <summary>Binds all threads of this process; false where the kernel refuses one that is still there.</summary>
    public static bool TryBindProcess(ulong[] mask)
    {
        // Twice: one that was not bound yet may have made another meanwhile, which the first look does not show.
        return TryBindEach(mask) && TryBindEach(mask);
    }

    /// <summary>Asks for what a thread needs that is to act on time: timers that do not fire late, and a processor soon after.</summary>
    public static void UsePrecisePacing()
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        // The default slack lets a timer fire up to 50 µs late, to save power.
        _ = LibC.prctl(LibC.PR_SET_TIMERSLACK, 1, 0, 0, 0);
        _ = TryUseShortSlices();
    }

    /// <summary>Asks for the shortest turns on the processor that there are, which come the sooner for being short; false where the system has no such choice.</summary>
    /// <remarks>
    /// Of two threads that are owed as much, the kernel picks the one whose turn would end first. One that wakes beside a thread with longer
    /// turns (a few ms by default; the compiler of this runtime, for one, works in the background for seconds) waits less for it, though not
    /// never. What each gets in all stays the same, so this takes nothing from anybody and needs no privilege (Linux 6.12,
    /// <c>sched_runtime</c> of ordinary threads).
    /// </remarks>
    public static bool TryUseShortSlices()
    {
        if (!OperatingSystem.IsLinux() || LibC.SchedAttrCalls is not { } calls)
        {
            return false;
        }

        SchedulingAttributes attributes;
        if (LibC.syscall_sched_attr(calls.Get, 0, &attributes, sizeof(SchedulingAttributes), 0) != 0)
        {
            return false;
        }

        attributes.sched_runtime = ShortestSliceNs;
        return LibC.syscall_sched_attr(calls.Set, 0, &attributes, 0, 0) == 0
            && LibC.syscall_sched_attr(calls.Get, 0, &attributes, sizeof(SchedulingAttributes), 0) == 0
            && attributes.sched_runtime == ShortestSliceNs;
    }

    /// <summary>Sleeps for so many ns, as precisely as the thread's timers are; elsewhere than on Linux to about a millisecond.</summary>
    public static void Sleep(long ns)
    {
        if (!OperatingSystem.IsLinux())
        {
            Thread.Sleep(TimeSpan.FromTicks(ns / TimeSpan.NanosecondsPerTick));
            return;
        }

        var time = Timespec.FromNs(ns);
        _ = LibC.ppoll(null, 0, &time, null);
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

    private static bool TryBindEach(ulong[] mask)
    {
        var all = true;
        foreach (var thread in Directory.EnumerateDirectories("/proc/self/task"))
        {
            all &= TryBind(int.Parse(Path.GetFileName(thread)), mask) || !Directory.Exists(thread);
        }

        return all;
    }

    private static bool TryBind(int thread, ulong[] mask)
    {
        fixed (ulong* first = mask)
        {
            return LibC.sched_setaffinity(thread, MaskWords * sizeof(ulong), first) == 0;
        }
    }

    private static long Read(int clock)
    {
        Timespec time;
        return LibC.clock_gettime(clock, &time) == 0
            ? time.TotalNs
            : throw new InvalidOperationException($"clock_gettime({clock}) failed with error {Marshal.GetLastPInvokeError()}.");
    }
}
