using LoadLab.Engine.Measurement;
using LoadLab.Harness.Deployment.Swarm.Api;
using LoadLab.Harness.Deployment.Swarm.Api.Models;
using LoadLab.Harness.Results;

namespace LoadLab.Harness.Deployment.Swarm;

/// <summary>Looks at the tasks of one service, and finds out why one does not run.</summary>
internal sealed class ServiceTasks(SwarmCluster cluster, string service, ServiceDemand demand)
{
    private const int LogLines = 12;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    /// <summary>What an empty look at a service that had tasks means.</summary>
    public static ReplicaEnd Removed { get; } = new("The service was removed by somebody else.", FailureKind.Ended);

    /// <summary>What a task that was stopped leaves behind is freed within this; a task for which there is no room after that gets none.</summary>
    private static readonly TimeSpan RoomWithin = TimeSpan.FromSeconds(10);

    private readonly Dictionary<string, bool?> _oomKilled = [];

    public string Service => service;

    public ServiceDemand Demand => demand;

    public async Task<TasksView> LookAsync(CancellationToken cancellationToken)
    {
        try
        {
            return TasksView.Of(await cluster.Manager.TasksAsync(service, cancellationToken).ConfigureAwait(false), demand.Replicas);
        }
        catch (DockerException e) when (e.IsNotFound)
        {
            // The filter names a service that is not there.
            return TasksView.Of([], demand.Replicas);
        }
    }

    /// <summary>Waits until all run, and returns them.</summary>
    /// <param name="within">At most so long.</param>
    /// <param name="key">Where a profile says that.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="DeploymentFailedException">One will never run, or not within the time.</exception>
    public async Task<IReadOnlyList<SwarmTask>> UntilRunningAsync(TimeSpan within, string key, CancellationToken cancellationToken)
    {
        var start = MonotonicClock.NowNs();
        while (true)
        {
            var view = await LookAsync(cancellationToken).ConfigureAwait(false);
            if (view.AreAllRunning)
            {
                return view.Current;
            }

            var waited = TimeSpan.FromMicroseconds((MonotonicClock.NowNs() - start) / 1e3);
            if (await FailureAsync(view, waited, cancellationToken).ConfigureAwait(false) is { } end)
            {
                throw new DeploymentFailedException(end);
            }

            if (waited > within)
            {
                throw new DeploymentFailedException($"The {demand.Several} did not run within {within.TotalSeconds:0.#} s: {view.Describe(demand)}. Raise {key} if they need longer.") { Kind = FailureKind.NotReady };
            }

            await Task.Delay(Pause, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Why the tasks will never run; null as long as they may.</summary>
    public async Task<ReplicaEnd?> FailureAsync(TasksView view, TimeSpan waited, CancellationToken cancellationToken)
    {
        var fatal = view.Ended.FirstOrDefault(task => IsFatal(task, view));
        if (fatal is not null)
        {
            return await DescribeAsync(fatal, cancellationToken).ConfigureAwait(false);
        }

        if (waited > RoomWithin && view.IsGone)
        {
            return Removed;
        }

        return waited > RoomWithin && view.Current.FirstOrDefault(task => task.Status is { State: "pending", Err.Length: > 0 }) is { } pending
            ? new ReplicaEnd($"{demand.SubjectOf(pending)} could not be placed: {pending.Status.Err}. Lower the reservations or the number of {demand.Several}, add nodes, or change {demand.PlacementKey}.", FailureKind.Rejected)
            : null;
    }

    /// <summary>What happened to a task that has ended, with the end of its log.</summary>
    public async Task<ReplicaEnd> DescribeAsync(SwarmTask task, CancellationToken cancellationToken)
    {
        var oomKilled = await WasOomKilledAsync(task, cancellationToken).ConfigureAwait(false);
        var tail = await LogTailAsync(task, cancellationToken).ConfigureAwait(false);
        var sentence = $"{demand.SubjectOf(task)} {TaskFailure.Describe(task, demand.MemoryBytes, oomKilled)}.";
        return new ReplicaEnd(
            tail.Length > 0 ? $"{sentence}{Environment.NewLine}Last lines of its log:{Environment.NewLine}{tail}" : task.Status.State == "rejected" ? sentence : $"{sentence} It printed nothing.",
            oomKilled == true ? FailureKind.OutOfMemory : task.Status.State == "rejected" ? FailureKind.Rejected : FailureKind.Ended);
    }

    /// <summary>Empty where the daemon has none, or cannot be asked.</summary>
    public async Task<string> LogTailAsync(SwarmTask task, CancellationToken cancellationToken, int lines = LogLines)
    {
        try
        {
            return (await cluster.Manager.TaskLogAsync(task.Id, lines, cancellationToken).ConfigureAwait(false)).TrimEnd();
        }
        catch (Exception e) when (e is DockerException or IOException or HttpRequestException || e is OperationCanceledException && !cancellationToken.IsCancellationRequested)
        {
            return "";
        }
    }

    // A task that the swarm starts anew may still come to run; one that its node rejects would be rejected again.
    private bool IsFatal(SwarmTask task, TasksView view) =>
        !demand.Restarts || task.Status.State == "rejected" && view.Ended.Count(other => other.Slot == task.Slot) > 1;

    /// <summary>Null where the task's node cannot be asked. Remembered: a container that was removed tells nothing any more.</summary>
    private async Task<bool?> WasOomKilledAsync(SwarmTask task, CancellationToken cancellationToken)
    {
        if (!_oomKilled.TryGetValue(task.Id, out var killed))
        {
            killed = await AskWhetherOomKilledAsync(task, cancellationToken).ConfigureAwait(false);
            _oomKilled[task.Id] = killed;
        }

        return killed;
    }

    private async Task<bool?> AskWhetherOomKilledAsync(SwarmTask task, CancellationToken cancellationToken)
    {
        if (task.Status.ContainerStatus?.ContainerId is not { Length: > 0 } container)
        {
            return false;
        }

        try
        {
            var node = (await cluster.Manager.NodesAsync(cancellationToken).ConfigureAwait(false)).FirstOrDefault(node => node.Id == task.NodeId);
            var daemon = node is null ? null : await cluster.DaemonOfAsync(node, cancellationToken).ConfigureAwait(false);
            return daemon is null ? null : (await daemon.ContainerAsync(container, cancellationToken).ConfigureAwait(false)).State.OomKilled;
        }
        catch (DockerException)
        {
            return null;
        }
    }
}
