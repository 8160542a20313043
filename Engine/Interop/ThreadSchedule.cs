using System.Buffers.Text;
using LoadLab.Engine.SelfCheck;

namespace LoadLab.Engine.Interop;

/// <summary>The scheduler's account of one thread: <c>/proc/thread-self/schedstat</c>, kept open, because it is read a thousand times a second.</summary>
/// <remarks>
/// Three numbers (Documentation/scheduler/sched-stats.rst): ns on a processor, ns waiting for one, slices run. Kernels without
/// CONFIG_SCHED_INFO, and sandboxes that imitate one, have no such file or write zeros into it.
/// </remarks>
internal sealed unsafe class ThreadSchedule : IDisposable
{
    private const int NoFile = -1;

    /// <summary>Three numbers of at most 20 digits, and what parts them.</summary>
    private const int LineBytes = 64;

    private int _file;

    private ThreadSchedule(int file) => _file = file;

    /// <summary>Opens the account of the calling thread; null where the system keeps none.</summary>
    public static ThreadSchedule? TryOpen()
    {
        if (!OperatingSystem.IsLinux())
        {
            return null;
        }

        int file;
        fixed (byte* path = "/proc/thread-self/schedstat\0"u8)
        {
            file = LibC.open(path, LibC.O_CLOEXEC);
        }

        if (file < 0)
        {
            return null;
        }

        var schedule = new ThreadSchedule(file);
        if (schedule.TryRead() is { Slices: > 0 })
        {
            return schedule;
        }

        schedule.Dispose();
        return null;
    }

    /// <summary>The account now; null where it can no longer be read.</summary>
    public SchedulerTimes? TryRead()
    {
        var line = stackalloc byte[LineBytes];
        var length = LibC.pread(_file, line, LineBytes, 0);
        return length > 0 ? Parse(new ReadOnlySpan<byte>(line, (int)length)) : null;
    }

    public void Dispose()
    {
        if (_file != NoFile)
        {
            _ = LibC.close(_file);
            _file = NoFile;
        }
    }

    /// <summary>The second and the third number of a line of three.</summary>
    internal static SchedulerTimes? Parse(ReadOnlySpan<byte> line)
    {
        Span<long> numbers = stackalloc long[3];
        for (var i = 0; i < numbers.Length; i++)
        {
            line = line.TrimStart((byte)' ');
            if (!Utf8Parser.TryParse(line, out numbers[i], out var consumed))
            {
                return null;
            }

            line = line[consumed..];
        }

        return new SchedulerTimes(numbers[1], numbers[2]);
    }
}
