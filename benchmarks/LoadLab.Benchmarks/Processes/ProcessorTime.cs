namespace LoadLab.Benchmarks.Processes;

/// <summary>Time that tasks of any kind have run on one processor, from <c>/proc/stat</c>. Interrupts are left out: most of them are the client's own packets.</summary>
internal static class ProcessorTime
{
    /// <summary>Units of <c>/proc/stat</c> per second on every Linux that .NET runs on.</summary>
    private const double TicksPerSecond = 100;

    private const int User = 1;
    private const int Nice = 2;
    private const int System = 3;
    private const int Steal = 8;

    public static TimeSpan Read(int processor) => Read(File.ReadLines("/proc/stat"), processor);

    internal static TimeSpan Read(IEnumerable<string> lines, int processor)
    {
        var fields = lines.Select(line => line.Split(' ')).First(line => line[0] == $"cpu{processor}");
        return TimeSpan.FromSeconds((Ticks(fields, User) + Ticks(fields, Nice) + Ticks(fields, System) + Ticks(fields, Steal)) / TicksPerSecond);
    }

    private static long Ticks(string[] fields, int index) => long.Parse(fields[index]);
}
