using LoadLab.Engine.Measurement;
using LoadLab.Harness.Deployment.Swarm.Api;
using LoadLab.Harness.Deployment.Swarm.Api.Models;

namespace LoadLab.Harness.Deployment.Swarm;

/// <summary>One running task with its accounts, which its node's daemon tells about once a second.</summary>
internal sealed class SwarmReplica : IAsyncDisposable
{
    private readonly DockerApi? _daemon;
    private readonly CancellationTokenSource _end = new();
    private readonly Lock _gate = new();
    private Task _following = System.Threading.Tasks.Task.CompletedTask;
    private ResourceReading? _last;
    private long _oomKills;

    /// <param name="task">The task.</param>
    /// <param name="daemon">Its node's daemon; null where it is not known how to reach it.</param>
    /// <param name="container">Its container as that daemon has it; null likewise.</param>
    public SwarmReplica(SwarmTask task, DockerApi? daemon, Container? container)
    {
        Task = task;
        Container = container;
        _daemon = daemon;
    }

    public SwarmTask Task { get; }

    public Container? Container { get; }

    public long OomKills => Interlocked.Read(ref _oomKills);

    /// <summary>What came last; null before the first reading, and where nobody can be asked.</summary>
    public ResourceReading? Last
    {
        get
        {
            lock (_gate)
            {
                return _last is { } reading ? reading with { OomKills = OomKills } : null;
            }
        }
    }

    /// <summary>Begins to follow the counters, and returns when the first reading is there.</summary>
    public async Task FollowAsync(CancellationToken cancellationToken)
    {
        if (_daemon is null || Container is null)
        {
            return;
        }

        var first = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _following = FollowStatsAsync(_daemon, Container.Id, first);
        await first.Task.WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    public void CountOomKill() => Interlocked.Increment(ref _oomKills);

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync().ConfigureAwait(false);
        await _following.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _end.Dispose();
    }

    private async Task FollowStatsAsync(DockerApi daemon, string container, TaskCompletionSource first)
    {
        try
        {
            await foreach (var stats in daemon.StatsAsync(container, _end.Token).ConfigureAwait(false))
            {
                Take(stats, MonotonicClock.NowNs());
                first.TrySetResult();
            }
        }
        catch (Exception e) when (e is DockerException or IOException or HttpRequestException or System.Text.Json.JsonException or OperationCanceledException)
        {
            // The container or its daemon has ended, or we have: the readings so far stay, and the watch on the tasks tells what happened.
        }
        finally
        {
            first.TrySetResult();
        }
    }

    private void Take(ContainerStats stats, long atNs)
    {
        // After its end a container has counters of zero.
        if (stats.Memory.Used is not { } memory)
        {
            return;
        }

        lock (_gate)
        {
            _last = new ResourceReading
            {
                AtNs = atNs,
                CpuNs = (long)stats.Cpu.Usage.TotalNs,
                MemoryBytes = memory,
                Periods = Container!.HostConfig.NanoCpus > 0 ? stats.Cpu.Throttling.Periods : null,
                ThrottledPeriods = Container.HostConfig.NanoCpus > 0 ? stats.Cpu.Throttling.ThrottledPeriods : null,
                ReceivedBytes = stats.Networks?.Values.Sum(network => network.ReceivedBytes),
                SentBytes = stats.Networks?.Values.Sum(network => network.SentBytes),
            };
        }
    }
}
