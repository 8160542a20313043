using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using LoadLab.TargetApi.Dependencies;
using LoadLab.TargetApi.Registry.Wire;

namespace LoadLab.TargetApi.Registry;

/// <summary>
/// Calls of MLflow's REST API 2.0. What may pass (no connection, no answer in time, 5xx, 429) becomes <see cref="UnavailableException"/>, every other refusal
/// <see cref="ModelException"/>. Safe for many threads.
/// </summary>
internal sealed class RegistryClient : IDisposable
{
    private const string Api = "/api/2.0/mlflow";

    /// <summary>An answer about models is a few kilobytes; a folder's list of a thousand files is under one megabyte.</summary>
    private const int AnswerLimitBytes = 4 << 20;

    private readonly HttpClient _http;
    private readonly TimeSpan _timeout;

    public RegistryClient(RegistryAddress address, TimeSpan timeout)
    {
        Address = address;
        _timeout = timeout;
        var handler = new SocketsHttpHandler
        {
            // A name may come to mean another address while the service runs.
            PooledConnectionLifetime = TimeSpan.FromMinutes(2),
            UseCookies = false,
        };
        _http = new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan, MaxResponseContentBufferSize = AnswerLimitBytes };
        _http.DefaultRequestHeaders.UserAgent.Add(new ProductInfoHeaderValue("loadlab-target-api", ThisVersion()));
    }

    public RegistryAddress Address { get; }

    /// <summary>The version that a reference means at the moment.</summary>
    public async Task<string> ResolveVersion(ModelReference model, CancellationToken cancellation)
    {
        ModelVersionInfo? found = model switch
        {
            { Alias: { } alias } => (await Get($"/registered-models/alias?name={Escape(model.Name)}&alias={Escape(alias)}", RegistryJson.Default.ModelVersionAnswer, cancellation)).ModelVersion,
            { Version: { } version } => (await Get($"/model-versions/get?name={Escape(model.Name)}&version={version}", RegistryJson.Default.ModelVersionAnswer, cancellation)).ModelVersion,
            _ => Newest(await Get($"/registered-models/get-latest-versions?name={Escape(model.Name)}", RegistryJson.Default.ModelVersionsAnswer, cancellation)),
        };
        return found?.Version ?? throw new ModelException($"the model registry at {Address} has no version of {model}");
    }

    /// <summary>Where the artifacts of a version lie.</summary>
    public async Task<string> DownloadUri(string name, string version, CancellationToken cancellation)
    {
        string path = $"/model-versions/get-download-uri?name={Escape(name)}&version={Escape(version)}";
        DownloadUriAnswer answer = await Get(path, RegistryJson.Default.DownloadUriAnswer, cancellation);
        return answer.ArtifactUri is { Length: > 0 } uri
            ? uri
            : throw new ModelException($"the model registry at {Address} does not say where version {version} of {name} lies");
    }

    /// <summary>Asks for a registered model; an answer of any kind will do.</summary>
    public Task AskForModel(string name, CancellationToken cancellation) => Ask($"/registered-models/get?name={Escape(name)}", cancellation);

    /// <summary>Asks for the versions of a registered model; an answer of any kind will do.</summary>
    public Task AskForVersions(string name, CancellationToken cancellation) =>
        Ask($"/model-versions/search?filter={Escape($"name='{name.Replace("'", "", StringComparison.Ordinal)}'")}", cancellation);

    /// <summary>Asks for any registered model, to see whether the registry answers at all.</summary>
    public Task AskForAny(CancellationToken cancellation) => Ask("/registered-models/search?max_results=1", cancellation);

    /// <summary>The answer at <paramref name="uri"/>, read as a whole.</summary>
    public Task<T> GetJson<T>(Uri uri, JsonTypeInfo<T> type, CancellationToken cancellation) => Call(uri, HttpCompletionOption.ResponseContentRead, async (response, limit) =>
    {
        await ThrowUnlessOk(response, uri, limit);
        try
        {
            return await response.Content.ReadFromJsonAsync(type, limit) ?? throw NotMlflow(uri, "null");
        }
        catch (JsonException e)
        {
            throw NotMlflow(uri, e.Message);
        }
    }, cancellation);

    /// <summary>Writes the body at <paramref name="uri"/> to <paramref name="target"/>; the time-out covers it to its end.</summary>
    public Task Download(Uri uri, LimitedStream target, CancellationToken cancellation) => Call(uri, HttpCompletionOption.ResponseHeadersRead, async (response, limit) =>
    {
        await ThrowUnlessOk(response, uri, limit);
        await response.Content.CopyToAsync(target, limit);
        return true;
    }, cancellation);

    public void Dispose() => _http.Dispose();

    private static ModelVersionInfo? Newest(ModelVersionsAnswer answer) =>
        answer.ModelVersions?.MaxBy(version => long.TryParse(version.Version, out long number) ? number : -1);

    private static string Escape(string text) => Uri.EscapeDataString(text);

    private static string ThisVersion() => typeof(RegistryClient).Assembly.GetName().Version!.ToString(3);

    private Task<T> Get<T>(string path, JsonTypeInfo<T> type, CancellationToken cancellation) => GetJson(Address.Of(Api + path), type, cancellation);

    private Task<bool> Ask(string path, CancellationToken cancellation)
    {
        Uri uri = Address.Of(Api + path);
        return Call(uri, HttpCompletionOption.ResponseContentRead, async (response, limit) =>
        {
            // "There is no such model" is an answer too; a registry that lets nobody in is not.
            if (response.StatusCode is not (HttpStatusCode.NotFound or HttpStatusCode.BadRequest))
            {
                await ThrowUnlessOk(response, uri, limit);
            }

            return true;
        }, cancellation);
    }

    private async Task<T> Call<T>(Uri uri, HttpCompletionOption completion, Func<HttpResponseMessage, CancellationToken, Task<T>> read, CancellationToken cancellation)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(_timeout);
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, uri);

            // The registry may send to artifacts elsewhere; its credentials are for itself alone.
            request.Headers.Authorization = uri.Host == Address.Base.Host ? Address.Authorization : null;
            using HttpResponseMessage response = await _http.SendAsync(request, completion, limit.Token);
            return await read(response, limit.Token);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw new UnavailableException($"the model registry at {Server(uri)} did not answer within {_timeout.TotalSeconds:0.###} s (REGISTRY_TIMEOUT)");
        }
        catch (HttpRequestException e) when (e.HttpRequestError == HttpRequestError.ConfigurationLimitExceeded)
        {
            throw new ModelException($"the answer of {Describe(uri)} is larger than any answer of an MLflow registry ({AnswerLimitBytes} bytes)", e);
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            cancellation.ThrowIfCancellationRequested();
            throw new UnavailableException($"the model registry at {Server(uri)} cannot be reached: {e.GetBaseException().Message}", e);
        }
    }

    private static async Task ThrowUnlessOk(HttpResponseMessage response, Uri uri, CancellationToken cancellation)
    {
        if (response.IsSuccessStatusCode)
        {
            return;
        }

        string reason = $"{Describe(uri)} answered {(int)response.StatusCode}{await Reason(response, cancellation)}";
        bool mayPass = (int)response.StatusCode >= 500 || response.StatusCode is HttpStatusCode.TooManyRequests or HttpStatusCode.RequestTimeout;
        throw mayPass ? new UnavailableException(reason) : new ModelException(reason + Advice(response.StatusCode));
    }

    /// <summary>What MLflow says about an error; nothing where it was not MLflow that spoke.</summary>
    private static async Task<string> Reason(HttpResponseMessage response, CancellationToken cancellation)
    {
        try
        {
            await response.Content.LoadIntoBufferAsync(AnswerLimitBytes, cancellation);
            ErrorAnswer? error = await response.Content.ReadFromJsonAsync(RegistryJson.Default.ErrorAnswer, cancellation);
            return error?.ErrorCode is { } code ? $" {code}: {error.Message}" : "";
        }
        catch (Exception e) when (e is JsonException or HttpRequestException or InvalidOperationException)
        {
            return "";
        }
    }

    private static string Advice(HttpStatusCode status) => status switch
    {
        HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => "; see MLFLOW_TRACKING_USERNAME, MLFLOW_TRACKING_PASSWORD and MLFLOW_TRACKING_TOKEN",
        _ => "",
    };

    private static ModelException NotMlflow(Uri uri, string reason) =>
        new($"the answer of {Describe(uri)} is not MLflow's ({reason}): does MLFLOW_TRACKING_URI name an MLflow tracking server?");

    private static string Describe(Uri uri) => $"{uri.GetLeftPart(UriPartial.Path)}";

    private static string Server(Uri uri) => uri.GetLeftPart(UriPartial.Authority);
}
