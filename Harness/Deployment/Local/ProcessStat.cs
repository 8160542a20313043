using System.Globalization;

namespace LoadLab.Harness.Deployment.Local;

/// <summary>The fields of <c>/proc/&lt;pid&gt;/stat</c> (proc(5)) that deployment uses.</summary>
internal readonly record struct ProcessStat
{
    // Fixed by the kernel's user-space interface for every architecture that .NET runs on.
    private const long NanosecondsPerTick = 1_000_000_000 / 100;

    public required int Pid { get; init; }

    public required char State { get; init; }

    public required int Group { get; init; }

    public required int Session { get; init; }

    /// <summary>User and system time of the process, in ns (to 10 ms).</summary>
    public required long CpuNs { get; init; }

    /// <summary>Start in clock ticks since boot: with the pid it names a process for good.</summary>
    public required long StartTicks { get; init; }

    public required long ResidentBytes { get; init; }

    /// <summary>Null where there is no such process (any more).</summary>
    public static ProcessStat? Read(int pid)
    {
        try
        {
            return Parse(File.ReadAllText($"/proc/{pid}/stat"));
        }
        catch (IOException)
        {
            return null;
        }
        catch (UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Parses one line. The command name may hold blanks and parentheses: fields count from its last ')'.</summary>
    public static ProcessStat Parse(string line)
    {
        var fields = line[(line.LastIndexOf(')') + 2)..].Split(' ');
        return new ProcessStat
        {
            Pid = int.Parse(line.AsSpan(0, line.IndexOf(' ')), CultureInfo.InvariantCulture),
            State = fields[0][0],
            Group = (int)Field(fields, 5),
            Session = (int)Field(fields, 6),
            CpuNs = (Field(fields, 14) + Field(fields, 15)) * NanosecondsPerTick,
            StartTicks = Field(fields, 22),
            ResidentBytes = Field(fields, 24) * Environment.SystemPageSize,
        };
    }

    /// <summary>All processes there are now.</summary>
    public static IEnumerable<ProcessStat> ReadAll()
    {
        foreach (var folder in Directory.EnumerateDirectories("/proc"))
        {
            if (int.TryParse(Path.GetFileName(folder), out var pid) && Read(pid) is { } stat)
            {
                yield return stat;
            }
        }
    }

    // proc(5) numbers the fields from 1; the third is the first after the name.
    private static long Field(string[] fields, int number) => long.Parse(fields[number - 3], CultureInfo.InvariantCulture);
}
