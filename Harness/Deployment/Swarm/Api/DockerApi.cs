using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace LoadLab.Harness.Deployment.Swarm.Api;

/// <summary>A client of one daemon's Engine API, of as much of it as is used here (https://docs.docker.com/reference/api/engine/version/v1.41/).</summary>
/// <remarks>Every call throws <see cref="DockerException"/> where the daemon refuses or cannot be asked.</remarks>
internal sealed partial class DockerApi : IDisposable
{
    /// <summary>The version that all calls are written for; a daemon that no longer speaks it is asked in its own oldest one.</summary>
    private static readonly Version Written = new(1, 41);

    /// <summary>For whatever should be answered at once. Long transfers and streams have no limit but their caller's.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNameCaseInsensitive = true,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    private readonly HttpClient _client;
    private string? _prefix;

    /// <exception cref="UserErrorException">Its certificates cannot be read.</exception>
    public DockerApi(DockerHost host)
    {
        Host = host;
        _client = new HttpClient(DockerTransport.CreateHandler(host)) { BaseAddress = DockerTransport.BaseAddress(host), Timeout = Timeout.InfiniteTimeSpan };
    }

    public DockerHost Host { get; }

    public void Dispose() => _client.Dispose();

    private static string FiltersOf(params ReadOnlySpan<(string Key, string Value)> filters)
    {
        var lists = new Dictionary<string, List<string>>();
        foreach (var (key, value) in filters)
        {
            lists.TryAdd(key, []);
            lists[key].Add(value);
        }

        return "filters=" + Uri.EscapeDataString(JsonSerializer.Serialize(lists));
    }

    private Task<T> GetAsync<T>(string path, CancellationToken cancellationToken) => AskAsync<T>(HttpMethod.Get, path, null, cancellationToken);

    private async Task<T> AskAsync<T>(HttpMethod method, string path, HttpContent? content, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Patience);
        try
        {
            using var answer = await SendAsync(method, path, content, limit.Token).ConfigureAwait(false);
            return await answer.Content.ReadFromJsonAsync<T>(Json, limit.Token).ConfigureAwait(false)
                ?? throw new DockerException($"The Docker daemon at {Host} answered nothing to {method} {path}.", answer.StatusCode);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new DockerException($"The Docker daemon at {Host} gave no answer to {method} {path} within {Patience.TotalSeconds:0} s.");
        }
        catch (Exception e) when (e is JsonException or IOException or HttpRequestException)
        {
            throw new DockerException($"The Docker daemon at {Host} gave an answer to {method} {path} that cannot be read: {e.Message}", e);
        }
    }

    private async Task TellAsync(HttpMethod method, string path, object? body, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Patience);
        try
        {
            using var answer = await SendAsync(method, path, body is null ? null : Content(body), limit.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new DockerException($"The Docker daemon at {Host} gave no answer to {method} {path} within {Patience.TotalSeconds:0} s.");
        }
    }

    private static JsonContent Content(object body) => JsonContent.Create(body, body.GetType(), options: Json);

    /// <summary>Sends and returns a successful answer, of which only the headers were read.</summary>
    private async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, HttpContent? content, CancellationToken cancellationToken)
    {
        _prefix ??= await NegotiateAsync(cancellationToken).ConfigureAwait(false);
        using var request = new HttpRequestMessage(method, _prefix + path) { Content = content };
        return await SendAsync(request, cancellationToken).ConfigureAwait(false);
    }

    private async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        try
        {
            var answer = await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken).ConfigureAwait(false);
            if (answer.IsSuccessStatusCode || answer.StatusCode == HttpStatusCode.NotModified)
            {
                return answer;
            }

            using (answer)
            {
                throw new DockerException(await ReadMessageAsync(answer, cancellationToken).ConfigureAwait(false), answer.StatusCode);
            }
        }
        catch (HttpRequestException e)
        {
            throw new DockerException(Unreachable(e), e);
        }
    }

    private async Task<string> NegotiateAsync(CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "version");
        using var answer = await SendAsync(request, cancellationToken).ConfigureAwait(false);
        var version = await answer.Content.ReadFromJsonAsync<Models.DaemonVersion>(Json, cancellationToken).ConfigureAwait(false);
        return $"v{VersionToSpeak(version?.ApiVersion, version?.MinApiVersion)}/";
    }

    /// <summary>The version the calls are written for, or the nearest that the daemon speaks.</summary>
    internal static Version VersionToSpeak(string? newest, string? oldest)
    {
        var version = Version.TryParse(newest, out var top) && top < Written ? top : Written;
        return Version.TryParse(oldest, out var least) && least > version ? least : version;
    }

    /// <summary>The daemon's own words: <c>{"message": "…"}</c>.</summary>
    private async Task<string> ReadMessageAsync(HttpResponseMessage answer, CancellationToken cancellationToken)
    {
        var text = await answer.Content.ReadAsStringAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            using var document = JsonDocument.Parse(text);
            return document.RootElement.GetProperty("message").GetString() ?? text;
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return $"The Docker daemon at {Host} answered with status {(int)answer.StatusCode}: {text.Trim()}";
        }
    }

    private string Unreachable(HttpRequestException e) => (e.InnerException as SocketException)?.SocketErrorCode switch
    {
        SocketError.AccessDenied => $"This user may not speak with the Docker daemon at {Host}: join the group docker (usermod -aG docker USER, then log in again), or run as root.",
        _ when Host.IsUnix && !File.Exists(Host.SocketPath) => $"No Docker daemon listens at {Host}: start it (systemctl start docker), or name another one by {DockerHost.Variable}.",
        SocketError.ConnectionRefused => $"No Docker daemon listens at {Host} (connection refused): start it, or name another one by {DockerHost.Variable}.",
        _ => $"The Docker daemon at {Host} cannot be reached: {(e.InnerException ?? e).Message}",
    };
}
