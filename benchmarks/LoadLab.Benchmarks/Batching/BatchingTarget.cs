using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using LoadLab.Benchmarks.Peers;
using LoadLab.Benchmarks.Processes;

namespace LoadLab.Benchmarks.Batching;

/// <summary>A running target API of one worker, in one mode.</summary>
internal sealed class BatchingTarget : IAsyncDisposable
{
    private readonly PeerServer _server;
    private readonly BatchingScenario _scenario;
    private readonly HttpClient _http = new();

    private BatchingTarget(PeerServer server, BatchingScenario scenario, InferenceMode mode)
    {
        _server = server;
        _scenario = scenario;
        Mode = mode;
        Url = new Uri(server.Address, scenario.Path);
    }

    public InferenceMode Mode { get; }

    public Uri Url { get; }

    /// <summary>User and system time so far; to the tick of 10 ms.</summary>
    public TimeSpan Cpu => _server.Cpu;

    public static async Task<BatchingTarget> StartAsync(string program, BatchingScenario scenario, InferenceMode mode, int processor, CancellationToken cancellationToken)
    {
        var call = ProgramCall.DotNet(program) with
        {
            Environment = new Dictionary<string, string>(mode.Settings) { ["HOST"] = "127.0.0.1", ["PORT"] = "0", ["WORKERS"] = "1", [scenario.ModelSetting] = scenario.Model },
        };
        return new BatchingTarget(await PeerServer.StartAsync(call, processor, cancellationToken).ConfigureAwait(false), scenario, mode);
    }

    /// <summary>Asks for all of them at once, so that those that can be batched are.</summary>
    /// <returns>Answers in the order of the bodies.</returns>
    /// <exception cref="BenchmarkException">An answer is not 200 with JSON.</exception>
    public async Task<IReadOnlyList<JsonNode?>> AskAsync(IReadOnlyList<byte[]> bodies, CancellationToken cancellationToken) =>
        await Task.WhenAll(bodies.Select(body => AskAsync(body, cancellationToken))).ConfigureAwait(false);

    /// <exception cref="BenchmarkException">It does not run in its mode.</exception>
    public async Task<ModelTotals> ReadTotalsAsync(CancellationToken cancellationToken) =>
        ModelTotals.Read(await _http.GetStringAsync(new Uri(Url, "/metrics"), cancellationToken).ConfigureAwait(false), _scenario.Name, Mode);

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _server.DisposeAsync().ConfigureAwait(false);
    }

    private async Task<JsonNode?> AskAsync(byte[] body, CancellationToken cancellationToken)
    {
        using var content = new ByteArrayContent(body);
        content.Headers.ContentType = new MediaTypeHeaderValue(_scenario.ContentType);
        using var response = await _http.PostAsync(Url, content, cancellationToken).ConfigureAwait(false);
        var text = await response.Content.ReadAsStringAsync(cancellationToken).ConfigureAwait(false);
        return response.IsSuccessStatusCode ? JsonNode.Parse(text) : throw new BenchmarkException(ExitCode.ExperimentFailed, $"{Url}, {Mode.Name}, answers {(int)response.StatusCode}: {text}");
    }
}
