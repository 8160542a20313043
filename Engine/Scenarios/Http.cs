using System.Net.Http.Headers;

namespace LoadLab.Engine.Scenarios;

/// <summary>HTTP requests in scenarios, by way of <see cref="HttpClient"/>.</summary>
public static class Http
{
    /// <summary>Bytes of "HTTP/1.1 200 OK" and the two line ends about the head.</summary>
    private const int StartLineBytes = 19;

    /// <summary>A client that keeps its connections and opens as many as are needed; it follows redirects, as HttpClient does.</summary>
    public static HttpClient CreateDefaultClient() =>
        new(new SocketsHttpHandler
        {
            MaxConnectionsPerServer = int.MaxValue,
            PooledConnectionLifetime = Timeout.InfiniteTimeSpan,
            // One connection carries about a hundred requests at once; the others would queue here and look like a slow target.
            EnableMultipleHttp2Connections = true,
        });

    /// <param name="method">GET, POST…</param>
    /// <param name="url">Absolute, or relative to the client's base address.</param>
    public static HttpRequestMessage CreateRequest(string method, string url) =>
        new(HttpMethod.Parse(method), new Uri(url, UriKind.RelativeOrAbsolute));

    /// <summary>Sends and reads the whole response. Ok for statuses from 200 to 299.</summary>
    public static Task<Response<HttpResponseMessage>> Send(HttpClient client, HttpRequestMessage request) =>
        Send(client, HttpClientArgs.Create(), request);

    /// <inheritdoc cref="Send(HttpClient, HttpRequestMessage)"/>
    /// <remarks>
    /// <see cref="IResponse.SizeBytes"/> counts the text of both heads and both bodies; a body of unknown length that was not read counts nothing.
    /// </remarks>
    public static async Task<Response<HttpResponseMessage>> Send(HttpClient client, HttpClientArgs clientArgs, HttpRequestMessage request)
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentNullException.ThrowIfNull(clientArgs);
        ArgumentNullException.ThrowIfNull(request);
        // Before sending: the client may dispose the content.
        var sent = SizeOf(request);
        var response = await client.SendAsync(request, clientArgs.HttpCompletion, clientArgs.CancellationToken).ConfigureAwait(false);
        return new Response<HttpResponseMessage>
        {
            IsError = !response.IsSuccessStatusCode,
            StatusCode = response.StatusCode.ToString(),
            Message = response.IsSuccessStatusCode ? "" : response.ReasonPhrase ?? "",
            SizeBytes = sent + SizeOf(response),
            SentBytes = sent,
            Payload = new Payload<HttpResponseMessage>(response),
        };
    }

    private static long SizeOf(HttpRequestMessage request) =>
        StartLineBytes + (request.RequestUri?.OriginalString.Length ?? 0) + SizeOf(request.Headers) + SizeOf(request.Content);

    private static long SizeOf(HttpResponseMessage response) => StartLineBytes + SizeOf(response.Headers) + SizeOf(response.Content);

    private static long SizeOf(HttpContent? content) =>
        content is null ? 0 : SizeOf(content.Headers) + (content.Headers.ContentLength ?? 0);

    /// <summary>Name, colon, space, value and line end of each field.</summary>
    private static long SizeOf(HttpHeaders headers) =>
        headers.NonValidated.Sum(field => (long)field.Key.Length + field.Value.ToString().Length + 4);
}
