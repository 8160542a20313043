namespace LoadLab.Benchmarks.Faults;

/// <summary>What became of requests, counted by outcome: a status, or how they ended without one. For many threads.</summary>
internal sealed class Tally
{
    public const string Answered = "200";

    /// <summary>The service says that it cannot answer now.</summary>
    public const string Unavailable = "503";

    /// <summary>The service says that somebody else did not answer it in time.</summary>
    public const string TimedOut = "504";

    /// <summary>Sent on an open connection, which then ended without an answer.</summary>
    public const string Lost = "lost";

    /// <summary>No connection could be opened, so nothing was sent.</summary>
    public const string Refused = "refused";

    /// <summary>Closed by the server without an answer, as it may do with those that misbehave.</summary>
    public const string Closed = "closed";

    private readonly Lock _gate = new();
    private readonly SortedDictionary<string, long> _counts = new(StringComparer.Ordinal);

    public long this[string outcome]
    {
        get
        {
            lock (_gate)
            {
                return _counts.GetValueOrDefault(outcome);
            }
        }
    }

    public void Add(string outcome, long count = 1)
    {
        lock (_gate)
        {
            _counts[outcome] = _counts.GetValueOrDefault(outcome) + count;
        }
    }

    public void Add(RawAnswer? answer, string otherwise) => Add(answer is { } given ? $"{given.Status}" : otherwise);

    public IReadOnlyDictionary<string, long> Read()
    {
        lock (_gate)
        {
            return new Dictionary<string, long>(_counts);
        }
    }

    /// <summary>What has been added since an earlier reading.</summary>
    public IReadOnlyDictionary<string, long> Since(IReadOnlyDictionary<string, long> earlier) =>
        Read().Select(count => KeyValuePair.Create(count.Key, count.Value - earlier.GetValueOrDefault(count.Key))).Where(count => count.Value > 0).ToDictionary();

    public static string Text(IReadOnlyDictionary<string, long> counts) =>
        counts.Count == 0 ? "–" : string.Join(", ", counts.OrderBy(count => count.Key, StringComparer.Ordinal).Select(count => $"{count.Value:#,0} × {count.Key}"));
}
