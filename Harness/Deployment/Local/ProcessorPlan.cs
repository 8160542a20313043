using System.Globalization;

namespace LoadLab.Harness.Deployment.Local;

/// <summary>Which processors make the load and which serve it, so that neither disturbs the other.</summary>
/// <param name="Target">Processors of the replicas; null where they share one with the generator.</param>
/// <param name="Generator">Processors of the event loops; null where they share one with the target.</param>
internal sealed record ProcessorPlan(IReadOnlyList<int>? Target, IReadOnlyList<int>? Generator)
{
    /// <summary>One processor per loop for the generator, from the end (interrupts tend to land on the first), the rest for the target.</summary>
    /// <param name="allowed">Processors this process may use, ascending.</param>
    /// <param name="loops">Event loops of the generator, at least 1.</param>
    public static ProcessorPlan Create(IReadOnlyList<int> allowed, int loops)
    {
        if (allowed.Count < 2)
        {
            return new ProcessorPlan(null, null);
        }

        var forTarget = allowed.Count - Math.Clamp(loops, 1, allowed.Count - 1);
        return new ProcessorPlan([.. allowed.Take(forTarget)], [.. allowed.Skip(forTarget)]);
    }

    /// <summary>The processors this process may use, by the kernel's own list; none where threads cannot be bound to one.</summary>
    public static IReadOnlyList<int> Allowed()
    {
        const string Key = "Cpus_allowed_list:";
        var line = File.Exists("/proc/self/status")
            ? File.ReadLines("/proc/self/status").FirstOrDefault(line => line.StartsWith(Key, StringComparison.Ordinal))
            : null;
        return line is null ? [] : ParseList(line[Key.Length..].Trim());
    }

    /// <summary>Parses the kernel's list form, such as <c>0-3,6</c>.</summary>
    public static IReadOnlyList<int> ParseList(string text) =>
        [.. text.Split(',', StringSplitOptions.RemoveEmptyEntries).SelectMany(Range)];

    private static IEnumerable<int> Range(string part)
    {
        var ends = part.Split('-');
        var first = int.Parse(ends[0], CultureInfo.InvariantCulture);
        return Enumerable.Range(first, int.Parse(ends[^1], CultureInfo.InvariantCulture) - first + 1);
    }
}
