namespace LoadLab.Engine;

/// <summary>Tunables of the load generator itself.</summary>
public sealed record EngineOptions
{
    /// <summary>Event loops, each on a thread of its own.</summary>
    public int Loops { get; init; } = 1;

    /// <summary>Processors to bind the loops to, in order; null leaves placement to the system.</summary>
    public IReadOnlyList<int>? Processors { get; init; }

    /// <summary>Transport by name (<c>io_uring</c>, <c>epoll</c>, <c>sockets</c>); null chooses the best one that works here.</summary>
    public string? Transport { get; init; }

    /// <summary>How loops wait for the next arrival of an open load.</summary>
    public Pacing Pacing { get; init; } = Pacing.Precise;

    /// <summary>Connections that one loop may hold at most. Arrivals beyond it wait, and their wait counts as response time.</summary>
    public int MaxConnectionsPerLoop { get; init; } = 10_000;

    /// <summary>A connection not made by then is counted as <see cref="ErrorKind.ConnectTimeout"/>.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>A response not complete by then, counted from the actual send, is <see cref="ErrorKind.ResponseTimeout"/>.</summary>
    public TimeSpan ResponseTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>After the last phase, how long answers to requests already sent are waited for.</summary>
    public TimeSpan DrainTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Length of one interval of the series.</summary>
    public TimeSpan IntervalLength { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Seed of everything random in the run: arrivals, feeds, think times, weights.</summary>
    public int Seed { get; init; } = 42;
}
