using System.Collections.Concurrent;
using System.Globalization;
using LoadLab.Benchmarks.Servers;

namespace LoadLab.Benchmarks.Faults;

/// <summary>A service that fetches its model from a registry for each request, over a relay that can be slow.</summary>
internal sealed class RegistryStage : IFaultStage
{
    private const string Model = "models:/covertype-mlp@champion";

    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan TooLate = 3 * Timeout;

    private readonly string _program;
    private readonly DelayingRelay _relay = new();
    private readonly ConcurrentQueue<WatchedTarget> _registries = new();
    private WatchedTarget? _registry;

    private RegistryStage(string program)
    {
        _program = program;
        Faults =
        [
            new DependencyLost("registry stopped", StopAsync, StartAsync),
            new DependencyLost($"registry {TooLate.TotalSeconds:0} s late", () => Delay(TooLate), () => Delay(TimeSpan.Zero)),
        ];
    }

    public IReadOnlyDictionary<string, string> Settings => new Dictionary<string, string>
    {
        ["MODEL_SOURCE"] = "registry-per-request",
        ["MODEL"] = Model,
        ["MLFLOW_TRACKING_URI"] = $"http://127.0.0.1:{_relay.Port}",
        ["REGISTRY_TIMEOUT"] = Timeout.TotalSeconds.ToString("0's'", CultureInfo.InvariantCulture),
    };

    public IReadOnlyList<IFault> Faults { get; }

    public IReadOnlyCollection<WatchedTarget> Programs => _registries;

    public static async Task<IFaultStage> PrepareAsync(string program, CancellationToken cancellationToken)
    {
        var stage = new RegistryStage(program);
        await stage.StartAsync(cancellationToken).ConfigureAwait(false);
        return stage;
    }

    public async ValueTask DisposeAsync()
    {
        _relay.Dispose();
        if (_registry is not null)
        {
            await _registry.DisposeAsync().ConfigureAwait(false);
        }
    }

    /// <summary>As by SIGKILL; nobody listens any more, so connecting is refused.</summary>
    private async Task StopAsync()
    {
        _relay.Close();
        await _registry!.DisposeAsync().ConfigureAwait(false);
    }

    private Task StartAsync() => StartAsync(CancellationToken.None);

    private async Task StartAsync(CancellationToken cancellationToken)
    {
        var settings = new Dictionary<string, string> { ["PORT"] = "0" };
        _registry = await WatchedTarget.StartVerbAsync(_program, "registry", settings, cancellationToken).ConfigureAwait(false);
        _registries.Enqueue(_registry);
        _relay.Open(_registry.Address.Port);
    }

    private Task Delay(TimeSpan delay)
    {
        _relay.Delay = delay;
        return Task.CompletedTask;
    }
}
