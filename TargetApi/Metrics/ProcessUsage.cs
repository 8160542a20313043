using System.Globalization;

namespace LoadLab.TargetApi.Metrics;

/// <summary>CPU, memory and start of one process, from <c>/proc</c>.</summary>
/// <param name="CpuSeconds">User and system time of the process itself.</param>
/// <param name="ChildrenCpuSeconds">User and system time of its children that have ended.</param>
/// <param name="ResidentBytes">Memory it has in RAM, pages shared with others included.</param>
/// <param name="StartSeconds">When it started, in seconds since 1970.</param>
internal readonly record struct ProcessUsage(double CpuSeconds, double ChildrenCpuSeconds, long ResidentBytes, double StartSeconds)
{
    /// <summary>The kernel reports these times in hundredths of a second on every Linux (USER_HZ).</summary>
    private const double TicksPerSecond = 100;

    /// <summary>Reads a process; null where it is gone.</summary>
    public static ProcessUsage? Read(long process)
    {
        try
        {
            // The second field is the program's name in brackets and may hold anything: fields are counted from its end. Field 3 comes first there.
            string stat = File.ReadAllText($"/proc/{process}/stat");
            string[] fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
            if (fields[0] is "Z" or "X")
            {
                return null;
            }

            return new ProcessUsage(
                (Field(fields, 14) + Field(fields, 15)) / TicksPerSecond,
                (Field(fields, 16) + Field(fields, 17)) / TicksPerSecond,
                Field(fields, 24) * Environment.SystemPageSize,
                BootSeconds() + (Field(fields, 22) / TicksPerSecond));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static long Field(string[] fields, int number) => long.Parse(fields[number - 3], CultureInfo.InvariantCulture);

    private static long BootSeconds()
    {
        string line = File.ReadLines("/proc/stat").First(l => l.StartsWith("btime ", StringComparison.Ordinal));
        return long.Parse(line.AsSpan(6), CultureInfo.InvariantCulture);
    }
}
