using LoadLab.Benchmarks.Processes;

namespace LoadLab.Benchmarks.Servers;

/// <summary>The bundled target API: Kestrel with a real model behind <c>POST /predict</c>.</summary>
internal sealed class TargetServer : IBenchServer
{
    private const string Series = "target_requests_total{endpoint=\"predict\"";
    private const string AddressMark = "http://";

    private readonly ServerProcess _process;
    private readonly HttpClient _http = new();
    private readonly Uri _metrics;

    private TargetServer(ServerProcess process)
    {
        _process = process;
        var address = process.ReadyLine.Split(' ').First(word => word.StartsWith(AddressMark, StringComparison.Ordinal));
        Url = new Uri($"{address}/predict");
        _metrics = new Uri($"{address}/metrics");
    }

    public Uri Url { get; }

    public static async Task<TargetServer> StartAsync(string program, int processor, CancellationToken cancellationToken)
    {
        var call = ProgramCall.DotNet(program) with { Environment = new Dictionary<string, string> { ["HOST"] = "127.0.0.1", ["PORT"] = "0", ["WORKERS"] = "1" } };
        return new TargetServer(await ServerProcess.StartAsync(call, processor, cancellationToken, AddressMark).ConfigureAwait(false));
    }

    /// <summary>From its metrics page, which counts requests by endpoint and so does not count itself.</summary>
    public async Task<long> CountRequestsAsync(CancellationToken cancellationToken) =>
        SumSeries(await _http.GetStringAsync(_metrics, cancellationToken).ConfigureAwait(false));

    public ValueTask DisposeAsync()
    {
        _http.Dispose();
        return _process.DisposeAsync();
    }

    internal static long SumSeries(string page) =>
        page.Split('\n').Where(line => line.StartsWith(Series, StringComparison.Ordinal)).Sum(line => (long)double.Parse(line[(line.LastIndexOf(' ') + 1)..]));
}
