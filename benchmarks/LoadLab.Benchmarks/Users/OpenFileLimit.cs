namespace LoadLab.Benchmarks.Users;

/// <summary>The limit on open files, which every connection counts against. .NET raises its own to the hard limit at start-up.</summary>
internal static class OpenFileLimit
{
    private const string Line = "Max open files";

    /// <summary>For what client and server open besides connections.</summary>
    private const int Reserve = 200;

    /// <exception cref="BenchmarkException">The hard limit is too low for so many connections.</exception>
    public static void Require(int connections)
    {
        var hard = HardLimit(File.ReadLines("/proc/self/limits"));
        if (hard < connections + Reserve)
        {
            throw new BenchmarkException(
                ExitCode.MissingPrerequisite, $"{connections:#,0} connections need as many open files and a few more; the hard limit here is {hard:#,0}. Raise it (ulimit -Hn {connections + Reserve}, as root) or ask for fewer with --users.");
        }
    }

    /// <summary>The third column of its line: soft limit, hard limit, unit.</summary>
    internal static long HardLimit(IEnumerable<string> limits)
    {
        var words = limits.First(line => line.StartsWith(Line, StringComparison.Ordinal))[Line.Length..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return words[1] == "unlimited" ? long.MaxValue : long.Parse(words[1]);
    }
}
