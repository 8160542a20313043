namespace LoadLab.Benchmarks.Servers;

/// <summary>What a <see cref="FixedResponder"/> tells at its second port.</summary>
/// <param name="Requests">Answered so far.</param>
/// <param name="Connections">Open now.</param>
/// <param name="Dropped">Closed because of what they sent or did not take.</param>
/// <param name="AnsweredNs">Monotonic time of each answer in ns, in order; empty where the server does not note it.</param>
internal sealed record ServerAccount(long Requests, int Connections, int Dropped, IReadOnlyList<long> AnsweredNs)
{
    public static ServerAccount Parse(string text)
    {
        var lines = text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)).ToLookup(words => words[0]);
        long Single(string name) => lines[name].FirstOrDefault() is { } words ? long.Parse(words[1]) : 0;
        return new ServerAccount(
            Single("requests"), (int)Single("connections"), (int)Single("dropped"), [.. lines["answered"].SelectMany(words => words.Skip(1)).Select(long.Parse)]);
    }
}
