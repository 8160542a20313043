namespace LoadLab.Benchmarks.Servers;

/// <summary>What a <see cref="FixedResponder"/> tells at its second port.</summary>
/// <param name="Requests">Answered so far.</param>
/// <param name="Connections">Open now.</param>
/// <param name="Dropped">Closed because of what they sent or did not take.</param>
/// <param name="FirstRequestNs">Monotonic time of the first request; 0 before it, and where the server does not note it.</param>
/// <param name="Absences">When the server did nothing, in order; empty where it always serves.</param>
internal sealed record ServerAccount(long Requests, int Connections, int Dropped, long FirstRequestNs, IReadOnlyList<Absence> Absences)
{
    public static ServerAccount Parse(string text)
    {
        var lines = text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(' ')).ToList();
        long Single(string name) => lines.Find(words => words[0] == name) is { } words ? long.Parse(words[1]) : 0;
        return new ServerAccount(
            Single("requests"), (int)Single("connections"), (int)Single("dropped"), Single("first"), [.. lines.Where(words => words[0] == "absent").Select(Absence.Parse)]);
    }
}
