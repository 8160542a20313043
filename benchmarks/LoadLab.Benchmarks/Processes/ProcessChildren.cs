using System.Globalization;

namespace LoadLab.Benchmarks.Processes;

/// <summary>The processes that a process has started and that live.</summary>
internal static class ProcessChildren
{
    /// <summary>Their ids, of those that its first thread started.</summary>
    public static IReadOnlyList<int> Read(int process) =>
        [.. File.ReadAllText($"/proc/{process}/task/{process}/children").Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(id => int.Parse(id, CultureInfo.InvariantCulture))];
}
