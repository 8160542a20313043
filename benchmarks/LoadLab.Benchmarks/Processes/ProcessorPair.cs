namespace LoadLab.Benchmarks.Processes;

/// <summary>The processor that servers are bound to and the one that clients are bound to.</summary>
internal sealed record ProcessorPair(int Server, int Client)
{
    private const string Field = "Cpus_allowed_list:";

    /// <summary>The first two that this process may use.</summary>
    /// <exception cref="BenchmarkException">There is only one: client and server would measure each other.</exception>
    public static ProcessorPair Find()
    {
        var list = File.ReadLines("/proc/self/status").First(line => line.StartsWith(Field, StringComparison.Ordinal))[Field.Length..];
        return ReadList(list) is [var server, var client, ..]
            ? new ProcessorPair(server, client)
            : throw new BenchmarkException(
                ExitCode.MissingPrerequisite,
                "Two processors are needed, one for the server and one for the client, and this process may use one. On a shared one each would be measured with the other's share.");
    }

    /// <summary>The kernel's form: <c>0-3,8</c>.</summary>
    internal static IReadOnlyList<int> ReadList(string text) =>
        [.. text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).SelectMany(ReadRange)];

    private static IEnumerable<int> ReadRange(string text)
    {
        var ends = text.Split('-');
        var first = int.Parse(ends[0]);
        return Enumerable.Range(first, int.Parse(ends[^1]) - first + 1);
    }
}
