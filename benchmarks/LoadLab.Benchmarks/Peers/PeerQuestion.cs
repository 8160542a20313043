using System.Net.Http.Headers;
using System.Text.Json.Nodes;

namespace LoadLab.Benchmarks.Peers;

/// <summary>Asks a service once, to see what it answers.</summary>
internal sealed class PeerQuestion : IDisposable
{
    private readonly HttpClient _http = new();

    /// <param name="url">Of the endpoint.</param>
    /// <param name="body">JSON to post; null: GET.</param>
    /// <param name="cancellationToken">Ends the question.</param>
    /// <exception cref="BenchmarkException">The answer is not 200 with JSON.</exception>
    public async Task<JsonNode?> AskAsync(Uri url, string? body, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(body is null ? HttpMethod.Get : HttpMethod.Post, url);
        request.Content = body is null ? null : new StringContent(body, new MediaTypeHeaderValue(Clients.ClientJob.BodyType));
        using var response = await _http.SendAsync(request, cancellationToken).ConfigureAwait(false);
        var text = await response.Content.ReadAsStringAsync(cancellationToken).ConfigureAwait(false);
        return response.IsSuccessStatusCode ? JsonNode.Parse(text) : throw new BenchmarkException(ExitCode.ExperimentFailed, $"{url} answers {(int)response.StatusCode}: {text}");
    }

    public void Dispose() => _http.Dispose();
}
