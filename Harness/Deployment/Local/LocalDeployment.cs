using LoadLab.Harness.Deployment.Local.Cgroups;
using LoadLab.Harness.Profiles.Values;
using LoadLab.Harness.Results;

namespace LoadLab.Harness.Deployment.Local;

/// <summary>Replicas that run as process groups on this machine.</summary>
internal sealed class LocalDeployment(CgroupRun cgroups, RunningTargets running) : IDeployment
{
    private readonly List<Replica> _replicas = [];
    private readonly List<LocalReplica> _parts = [];
    private readonly TaskCompletionSource<ReplicaEnd> _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool _stopping;

    public IReadOnlyList<Replica> Replicas => _replicas;

    /// <summary>The first replica's: all are alike.</summary>
    public EnforcedLimits? Limits => _parts.Count > 0 ? _parts[0].Limits : null;

    public Task<ReplicaEnd> Ended => _ended.Task;

    /// <summary>The groups of this deployment's replicas.</summary>
    public CgroupRun Cgroups => cgroups;

    /// <summary>Pids of the replicas' first processes.</summary>
    public IReadOnlyList<int> Leaders => [.. _parts.Select(part => part.Process.Leader)];

    public ResourceReading? ReadResources(int replica) => _parts[replica].Read();

    public IReadOnlyList<string> Incidents() =>
        [.. _parts.Select((part, index) => (Kills: part.OomKills(), index)).Where(p => p.Kills > 0).Select(p =>
            $"The kernel killed {p.Kills} process(es) of replica {p.index} because it ran out of its memory limit of {Size(_parts[p.index].Limits.MemoryBytes)}.")];

    public Task<string> LogTailAsync(int replica, CancellationToken cancellationToken) => Task.FromResult(_parts[replica].Process.LogTail());

    /// <summary>Starts the next replica.</summary>
    public async Task StartAsync(ReplicaStart start, int port, ReplicaCgroup? groups, EnforcedLimits limits, CancellationToken cancellationToken)
    {
        var process = await ReplicaProcess.StartAsync(start, cancellationToken).ConfigureAwait(false);
        var index = _parts.Count;
        _parts.Add(new LocalReplica(process, groups, limits, start.LogFile));
        _replicas.Add(new Replica(index, new Uri($"http://127.0.0.1:{port}"), Managed: true));
        running.Add(process.Leader);
        _ = NoticeEndAsync(index);
    }

    public async ValueTask DisposeAsync()
    {
        _stopping = true;
        await Task.WhenAll(_parts.Select(part => part.Process.DisposeAsync().AsTask())).ConfigureAwait(false);
        cgroups.Dispose();
        // Nothing is left unless somebody killed a guard.
        running.KillLeftovers();
        _parts.ForEach(part => Local.LogTail.Shorten(part.LogFile));
    }

    private async Task NoticeEndAsync(int index)
    {
        var part = _parts[index];
        // The guard removes the groups at the end: the count of kills must be taken while they exist.
        var exit = await part.Process.Exited.ConfigureAwait(false);
        if (!_stopping)
        {
            _ended.TrySetResult(Describe(index, exit, part));
        }
    }

    private static ReplicaEnd Describe(int index, ReplicaExit exit, LocalReplica part)
    {
        var tail = part.Process.LogTail();
        var log = tail.Length > 0 ? $"{Environment.NewLine}Last lines of its log:{Environment.NewLine}{tail}" : " It printed nothing.";
        return part.OomKills() > 0
            ? new ReplicaEnd($"Replica {index} ran out of its memory limit of {Size(part.Limits.MemoryBytes)} and was killed by the kernel.{log}", FailureKind.OutOfMemory)
            : new ReplicaEnd($"Replica {index} {exit.Describe()}.{log}");
    }

    private static string Size(long? bytes) => bytes is { } value ? SizeText.Of(value) : "the machine";
}
