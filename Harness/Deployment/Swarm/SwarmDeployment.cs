using LoadLab.Harness.Deployment.Swarm.Api;
using LoadLab.Harness.Deployment.Swarm.Api.Models;
using LoadLab.Harness.Profiles;
using LoadLab.Harness.Profiles.Values;
using LoadLab.Harness.Results;

namespace LoadLab.Harness.Deployment.Swarm;

/// <summary>Replicas that run as tasks of a service.</summary>
internal sealed class SwarmDeployment : IDeployment
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(1);

    /// <summary>A manager that elects a leader anew is away for a while; tasks do not mind.</summary>
    private const int MostMisses = 5;

    /// <summary>Of a log that a target fills with a line for each request, its end explains most.</summary>
    private const int KeptLogLines = 2000;

    private readonly SwarmPlacement _placement;
    private readonly ServiceTasks _tasks;
    private readonly Func<bool, Task> _release;
    private readonly string _logFolder;
    private readonly List<SwarmReplica> _replicas;
    private readonly CancellationTokenSource _end = new();
    private readonly TaskCompletionSource<ReplicaEnd> _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly List<string> _restarts = [];
    private readonly HashSet<string> _known;
    private Task _watches = Task.CompletedTask;

    private SwarmDeployment(SwarmPlacement placement, ServiceTasks tasks, List<SwarmReplica> replicas, Func<bool, Task> release, string logFolder)
    {
        _placement = placement;
        _tasks = tasks;
        _replicas = replicas;
        _release = release;
        _logFolder = logFolder;
        _known = [.. placement.Tasks.Select(task => task.Id)];
        var here = OwnContainers.Find([.. replicas.Select(replica => replica.Container?.Id).OfType<string>()]);
        Replicas = [.. replicas.Select((replica, index) => ReplicaOf(replica, index, replica.Container is { } container && here.Contains(container.Id)))];
        Limits = LimitsOf(placement.Configuration, replicas);
    }

    public IReadOnlyList<Replica> Replicas { get; }

    public IReadOnlyList<Uri> LoadEndpoints { get; private init; } = [];

    public EnforcedLimits? Limits { get; }

    public Task<ReplicaEnd> Ended => _ended.Task;

    /// <summary>Begins to watch replicas that run.</summary>
    /// <param name="placement">Where they run.</param>
    /// <param name="tasks">To look at them.</param>
    /// <param name="release">Told at the end whether all is well; removes the service, or keeps it.</param>
    /// <param name="logFolder">Where the ends of their logs go.</param>
    /// <param name="cancellationToken">Ends the wait for the first readings.</param>
    /// <exception cref="DockerException">The daemon does not answer.</exception>
    /// <exception cref="DeploymentFailedException">A replica has no address.</exception>
    public static async Task<SwarmDeployment> StartAsync(SwarmPlacement placement, ServiceTasks tasks, Func<bool, Task> release, string logFolder, CancellationToken cancellationToken)
    {
        var replicas = new List<SwarmReplica>();
        foreach (var task in placement.Tasks)
        {
            var daemon = await placement.Cluster.DaemonOfAsync(placement.NodeOf(task), cancellationToken).ConfigureAwait(false);
            replicas.Add(new SwarmReplica(task, daemon, daemon is null ? null : await FindContainerAsync(daemon, task, cancellationToken).ConfigureAwait(false)));
        }

        var deployment = new SwarmDeployment(placement, tasks, replicas, release, logFolder) { LoadEndpoints = await LoadEndpointsAsync(placement, tasks, cancellationToken).ConfigureAwait(false) };
        deployment.Watch();
        await Task.WhenAll(replicas.Select(replica => replica.FollowAsync(cancellationToken))).ConfigureAwait(false);
        return deployment;
    }

    public ResourceReading? ReadResources(int replica) => _replicas[replica].Last;

    public IReadOnlyList<string> Incidents()
    {
        var perNode = _placement.Tasks.GroupBy(task => task.NodeId).Select(group => (_placement.NodeOf(group.First()), group.Count()));
        lock (_restarts)
        {
            return
            [
                .. NodeCapacity.Overcommitted(_placement.Configuration, perNode),
                .. _replicas.Select((replica, index) => (replica.OomKills, index)).Where(pair => pair.OomKills > 0).Select(pair =>
                    $"The kernel killed {pair.OomKills} process(es) of replica {pair.index} because it ran out of its memory limit{(_placement.Configuration.MemoryBytes is { } bytes ? $" of {SizeText.Of(bytes)}" : "")}."),
                .. _restarts,
            ];
        }
    }

    public Task<string> LogTailAsync(int replica, CancellationToken cancellationToken) => _tasks.LogTailAsync(_replicas[replica].Task, cancellationToken);

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync().ConfigureAwait(false);
        await _watches.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        foreach (var replica in _replicas)
        {
            await replica.DisposeAsync().ConfigureAwait(false);
        }

        // Their logs go with the tasks.
        await Task.WhenAll(_replicas.Select((replica, index) => KeepLogAsync(replica, index))).ConfigureAwait(false);
        await _release(!_ended.Task.IsCompleted && Incidents().Count == 0).ConfigureAwait(false);
        _end.Dispose();
    }

    private static async Task<Container?> FindContainerAsync(DockerApi daemon, SwarmTask task, CancellationToken cancellationToken)
    {
        try
        {
            return task.Status.ContainerStatus?.ContainerId is { Length: > 0 } id ? await daemon.ContainerAsync(id, cancellationToken).ConfigureAwait(false) : null;
        }
        catch (DockerException e) when (e.IsNotFound)
        {
            // It ended since, and the watch on the tasks tells how.
            return null;
        }
    }

    private static async Task<IReadOnlyList<Uri>> LoadEndpointsAsync(SwarmPlacement placement, ServiceTasks tasks, CancellationToken cancellationToken)
    {
        if (placement.Surroundings.Publish != PublishKind.Ingress)
        {
            return [.. placement.Tasks.Select(placement.EndpointOf)];
        }

        var service = await placement.Cluster.Manager.ServiceAsync(tasks.Service, cancellationToken).ConfigureAwait(false);
        var port = service.Endpoint?.Ports?.FirstOrDefault(port => port.PublishMode == "ingress")?.PublishedPort
            ?? throw new DeploymentFailedException("The swarm published no port for the service through its routing mesh.");
        return [.. placement.Tasks.Select(task => placement.NodeOf(task).Address).Distinct().Select(address => new UriBuilder("http", address, port).Uri)];
    }

    private Replica ReplicaOf(SwarmReplica replica, int index, bool isHere) =>
        new(index, _placement.EndpointOf(replica.Task), Managed: true) { Node = _placement.NodeOf(replica.Task).Name, IsHere = isHere };

    // What the daemons really set: one that cannot limit drops a limit with a warning only.
    private static EnforcedLimits LimitsOf(Configuration configuration, IReadOnlyList<SwarmReplica> replicas)
    {
        var set = replicas.Select(replica => replica.Container?.HostConfig).OfType<ContainerHostConfig>().ToList();
        double? cpus = set.Count > 0 ? set[0].NanoCpus > 0 ? set[0].NanoCpus / 1e9 : null : configuration.Cpus;
        long? memory = set.Count > 0 ? set[0].Memory > 0 ? set[0].Memory : null : configuration.MemoryBytes;
        return new EnforcedLimits
        {
            CpuBy = cpus is null ? "none" : EnforcedLimits.Docker,
            MemoryBy = memory is null ? "none" : EnforcedLimits.Docker,
            Cpus = cpus,
            MemoryBytes = memory,
        };
    }

    private void Watch() => _watches = Task.WhenAll(
        _replicas.GroupBy(replica => replica.Task.NodeId).Select(group => WatchMemoryAsync(_placement.Nodes.First(node => node.Id == group.Key))).Append(WatchTasksAsync()));

    private async Task WatchTasksAsync()
    {
        using var timer = new PeriodicTimer(Period);
        for (var misses = 0; await timer.WaitForNextTickAsync(_end.Token).ConfigureAwait(false);)
        {
            try
            {
                await LookAtTasksAsync(await _tasks.LookAsync(_end.Token).ConfigureAwait(false)).ConfigureAwait(false);
                misses = 0;
            }
            catch (DockerException e) when (++misses >= MostMisses)
            {
                _ended.TrySetResult(new ReplicaEnd($"The swarm could no longer be watched: {e.Message}", FailureKind.Other));
            }
            catch (DockerException)
            {
                // Perhaps it answers the next time.
            }
        }
    }

    private async Task LookAtTasksAsync(TasksView view)
    {
        if (view.Current.Count + view.Ended.Count == 0)
        {
            _ended.TrySetResult(ServiceTasks.Removed);
        }

        // Those of an earlier trial are not known here.
        foreach (var task in view.Ended.Where(task => _known.Remove(task.Id)))
        {
            var end = await _tasks.DescribeAsync(task, _end.Token).ConfigureAwait(false);
            if (EndsWithATask)
            {
                _ended.TrySetResult(end);
            }

            lock (_restarts)
            {
                _restarts.Add($"{end.Sentence.Split('\n', 2)[0].TrimEnd()} The swarm started it anew.");
            }
        }

        if (_placement.Tasks.Any(task => _known.Contains(task.Id) && view.Current.All(current => current.Id != task.Id)))
        {
            _ended.TrySetResult(new ReplicaEnd("The swarm replaced or removed a replica while it was measured: somebody changed the service, or drained its node.", FailureKind.Ended));
        }

        _known.UnionWith(view.Current.Select(task => task.Id));
    }

    /// <summary>Only through the routing mesh does a new replica get requests: everywhere else it has a new address.</summary>
    private bool EndsWithATask => _placement.Configuration.Target.Swarm.Restart == RestartKind.None || _placement.Surroundings.Publish != PublishKind.Ingress;

    /// <summary>A process of a replica may be killed for want of memory without its end; only the node's daemon tells.</summary>
    private async Task WatchMemoryAsync(SwarmNode node)
    {
        if (await _placement.Cluster.DaemonOfAsync(node, _end.Token).ConfigureAwait(false) is not { } daemon)
        {
            return;
        }

        try
        {
            await foreach (var one in daemon.EventsAsync(_placement.Run.Filter, "oom", _end.Token).ConfigureAwait(false))
            {
                _replicas.FirstOrDefault(replica => replica.Container?.Id == one.Id)?.CountOomKill();
            }
        }
        catch (Exception e) when (e is DockerException or IOException or HttpRequestException or System.Text.Json.JsonException)
        {
            // The daemon has ended; the watch on the tasks tells what became of them.
        }
    }

    private async Task KeepLogAsync(SwarmReplica replica, int index)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(5));
        try
        {
            var text = await _tasks.LogTailAsync(replica.Task, limit.Token, KeptLogLines).ConfigureAwait(false);
            if (text.Length > 0)
            {
                await File.WriteAllTextAsync(Path.Combine(_logFolder, $"replica-{index}.log"), text + "\n", limit.Token).ConfigureAwait(false);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or IOException)
        {
            // A log is worth keeping, not worth a trial.
        }
    }
}
