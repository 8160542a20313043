using LoadLab.Engine.Http;
using LoadLab.Harness.Deployment;

namespace LoadLab.Harness.Experiments.Sampling;

/// <summary>Fetches the stage totals of all replicas before and after the measured part.</summary>
internal sealed class StageScraper(IReadOnlyList<Replica> replicas, string? path, TlsClient tls) : IDisposable
{
    // Of the requests the generator counted, how far those the target counted may be off: those around the moment of scraping, no more.
    private const double CountTolerance = 0.1;

    private readonly HttpClient? _client = path is null ? null : new(tls.CreateHandler()) { Timeout = TimeSpan.FromSeconds(5) };

    public void Dispose() => _client?.Dispose();

    /// <summary>By replica; null where there is nothing to scrape or no answer: metrics never fail a trial.</summary>
    public async Task<IReadOnlyList<StageTotals?>> ScrapeAsync() =>
        await Task.WhenAll(replicas.Select(ScrapeAsync)).ConfigureAwait(false);

    /// <summary>Mean seconds per request by stage between two scrapes; empty where they do not cover the <paramref name="requests"/> measured.</summary>
    /// <remarks>
    /// A replica of several processes may answer each scrape from another one, and a restarted one counts from zero. Such differences are
    /// meaningless however plausible: they are recognised by the process start and by the count, and dropped.
    /// </remarks>
    public static IReadOnlyDictionary<string, double> MeanSeconds(IReadOnlyList<StageTotals?> before, IReadOnlyList<StageTotals?> after, long requests)
    {
        var sums = new Dictionary<string, (double Seconds, double Count)>();
        foreach (var (from, to) in before.Zip(after))
        {
            if (from is null || to is null || from.ProcessStart != to.ProcessStart || to.Stages.Any(stage => stage.Value.Count < from.Stages.GetValueOrDefault(stage.Key).Count))
            {
                return new Dictionary<string, double>();
            }

            foreach (var (stage, total) in to.Stages)
            {
                var (seconds, count) = from.Stages.GetValueOrDefault(stage);
                var sum = sums.GetValueOrDefault(stage);
                sums[stage] = (sum.Seconds + total.Seconds - seconds, sum.Count + total.Count - count);
            }
        }

        var covered = sums.Count > 0 && Math.Abs(sums.Values.Max(sum => sum.Count) - requests) <= Math.Max(CountTolerance * requests, 10);
        return covered ? sums.Where(stage => stage.Value.Count > 0).ToDictionary(stage => stage.Key, stage => stage.Value.Seconds / stage.Value.Count) : new Dictionary<string, double>();
    }

    private async Task<StageTotals?> ScrapeAsync(Replica replica)
    {
        if (_client is null)
        {
            return null;
        }

        try
        {
            return StageTotals.Parse(await _client.GetStringAsync(new Uri(replica.Endpoint, path!)).ConfigureAwait(false));
        }
        catch (Exception e) when (e is HttpRequestException or OperationCanceledException)
        {
            return null;
        }
    }
}
