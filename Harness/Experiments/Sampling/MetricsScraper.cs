using LoadLab.Engine.Http;
using LoadLab.Harness.Deployment;

namespace LoadLab.Harness.Experiments.Sampling;

/// <summary>Fetches the totals of all replicas before and after the measured part.</summary>
internal sealed class MetricsScraper(IReadOnlyList<Replica> replicas, string? path, TlsClient tls) : IDisposable
{
    private readonly HttpClient? _client = path is null ? null : new(tls.CreateHandler()) { Timeout = TimeSpan.FromSeconds(5) };

    public void Dispose() => _client?.Dispose();

    /// <summary>By replica; null where there is nothing to scrape or no answer: metrics never fail a trial.</summary>
    public async Task<IReadOnlyList<TargetTotals?>> ScrapeAsync() =>
        await Task.WhenAll(replicas.Select(ScrapeAsync)).ConfigureAwait(false);

    private async Task<TargetTotals?> ScrapeAsync(Replica replica)
    {
        if (_client is null)
        {
            return null;
        }

        try
        {
            return TargetTotals.Parse(await _client.GetStringAsync(new Uri(replica.Endpoint, path!)).ConfigureAwait(false));
        }
        catch (Exception e) when (e is HttpRequestException or OperationCanceledException)
        {
            return null;
        }
    }
}
