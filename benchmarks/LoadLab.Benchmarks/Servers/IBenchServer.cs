namespace LoadLab.Benchmarks.Servers;

/// <summary>A running server that counts its requests itself, so that no client is believed about its own.</summary>
internal interface IBenchServer : IAsyncDisposable
{
    /// <summary>What the clients ask for.</summary>
    Uri Url { get; }

    /// <summary>Requests answered since it started.</summary>
    Task<long> CountRequestsAsync(CancellationToken cancellationToken);
}
