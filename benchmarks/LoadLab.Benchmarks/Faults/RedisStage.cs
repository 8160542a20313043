using LoadLab.Benchmarks.Interop;
using LoadLab.Benchmarks.Servers;

namespace LoadLab.Benchmarks.Faults;

/// <summary>A service whose requests wait in Redis for two worker processes, which answer them in batches.</summary>
internal sealed class RedisStage : IFaultStage
{
    private const int Workers = 2;
    private const string Jobs = "loadlab:jobs";
    private const string Group = "workers";

    private readonly RedisServer _server;
    private readonly List<WatchedTarget> _workers = [];

    private RedisStage(RedisServer server)
    {
        _server = server;
        Faults =
        [
            new DependencyLost("Redis stopped", _server.StopAsync, () => _server.StartAgainAsync(CancellationToken.None)),
            new QueueWorkerKilled(
                () => ProcessSignal.Send(Victim.ProcessId, ProcessSignal.Stop), () => ProcessSignal.Send(Victim.ProcessId, ProcessSignal.Continue),
                () => _server.CountPendingAsync(Jobs, Group, $"-{Victim.ProcessId}-"), () => Victim.DisposeAsync().AsTask()),
        ];
    }

    public IReadOnlyDictionary<string, string> Settings => new Dictionary<string, string>
    {
        ["BATCH_QUEUE"] = "redis",
        ["REDIS_URL"] = _server.Url,
        ["USE_BATCH_PROCESSING"] = "true",
        ["BATCH_SIZE"] = "4",
        ["BATCH_TIMEOUT"] = "5ms",
        ["JOB_LEASE"] = "1s",
    };

    public IReadOnlyList<IFault> Faults { get; }

    public IReadOnlyCollection<WatchedTarget> Programs => _workers;

    private WatchedTarget Victim => _workers[0];

    public static async Task<IFaultStage> PrepareAsync(string program, CancellationToken cancellationToken)
    {
        var stage = new RedisStage(await RedisServer.StartAsync(cancellationToken).ConfigureAwait(false));
        try
        {
            await stage.StartWorkersAsync(program, cancellationToken).ConfigureAwait(false);
            return stage;
        }
        catch
        {
            await stage.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var worker in _workers)
        {
            await worker.DisposeAsync().ConfigureAwait(false);
        }

        await _server.DisposeAsync().ConfigureAwait(false);
    }

    private async Task StartWorkersAsync(string program, CancellationToken cancellationToken)
    {
        var settings = Settings.Append(new("PORT", "0")).ToDictionary();
        for (var worker = 0; worker < Workers; worker++)
        {
            _workers.Add(await WatchedTarget.StartVerbAsync(program, "worker", settings, cancellationToken).ConfigureAwait(false));
        }
    }
}
