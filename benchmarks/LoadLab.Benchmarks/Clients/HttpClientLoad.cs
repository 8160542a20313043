using System.Net.Http.Headers;
using LoadLab.Engine.Measurement;

namespace LoadLab.Benchmarks.Clients;

/// <summary>So many tasks that each send a request, await and drop its answer, and go on: the loop of every HttpClient-based load tool.</summary>
internal sealed class HttpClientLoad : IDisposable
{
    private readonly HttpClient _http;
    private readonly Uri _url;
    private readonly byte[]? _body;
    private readonly int _tasks;

    public HttpClientLoad(Uri url, byte[]? body, int tasks)
    {
        _http = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = tasks, UseProxy = false, UseCookies = false, AllowAutoRedirect = false });
        _url = url;
        _body = body;
        _tasks = tasks;
    }

    public async Task<ClientReport> RunAsync(TimeSpan duration)
    {
        var endNs = MonotonicClock.NowNs() + duration.Ticks * TimeSpan.NanosecondsPerTick;
        var tallies = await Task.WhenAll(Enumerable.Range(0, _tasks).Select(_ => Task.Run(() => LoopAsync(endNs)))).ConfigureAwait(false);
        var latencies = new LatencyHistogram();
        Array.ForEach(tallies, tally => latencies.Add(tally.Latencies));
        return new ClientReport
        {
            Requests = latencies.Count,
            Failed = tallies.Sum(tally => tally.Failed),
            P50Ms = latencies.ValueAtPercentile(50) / 1e6,
            P90Ms = latencies.ValueAtPercentile(90) / 1e6,
            P99Ms = latencies.ValueAtPercentile(99) / 1e6,
        };
    }

    public void Dispose() => _http.Dispose();

    private async Task<(LatencyHistogram Latencies, long Failed)> LoopAsync(long endNs)
    {
        var latencies = new LatencyHistogram();
        long failed = 0;
        for (var sentNs = MonotonicClock.NowNs(); sentNs < endNs; sentNs = MonotonicClock.NowNs())
        {
            failed += await AskAsync().ConfigureAwait(false) ? 0 : 1;
            latencies.Record(MonotonicClock.NowNs() - sentNs);
        }

        return (latencies, failed);
    }

    private async Task<bool> AskAsync()
    {
        try
        {
            using var request = CreateRequest();
            using var response = await _http.SendAsync(request).ConfigureAwait(false);
            await response.Content.CopyToAsync(Stream.Null).ConfigureAwait(false);
            return response.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private HttpRequestMessage CreateRequest()
    {
        if (_body is null)
        {
            return new HttpRequestMessage(HttpMethod.Get, _url);
        }

        var content = new ByteArrayContent(_body);
        content.Headers.ContentType = new MediaTypeHeaderValue(ClientJob.BodyType);
        return new HttpRequestMessage(HttpMethod.Post, _url) { Content = content };
    }
}
