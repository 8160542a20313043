namespace LoadLab.Benchmarks.Peers;

/// <summary>A service of the comparison and how it is had.</summary>
internal sealed record Peer
{
    /// <summary>As the tables call it.</summary>
    public required string Name { get; init; }

    /// <summary>Names of the endpoints that it has.</summary>
    public required IReadOnlyList<string> Endpoints { get; init; }

    /// <summary>The target API must answer at least so many times as many requests; null for the target API itself.</summary>
    public double? Factor { get; init; }

    /// <summary>Finds out what it consists of, or what is missing for it; prepares what it needs at first.</summary>
    public required Func<Repository, CancellationToken, Task<PeerAvailability>> FindAsync { get; init; }

    public required Func<Repository, int, CancellationToken, Task<PeerServer>> StartAsync { get; init; }

    public bool Has(PeerEndpoint endpoint) => Endpoints.Contains(endpoint.Name);
}
