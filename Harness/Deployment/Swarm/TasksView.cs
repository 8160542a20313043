using LoadLab.Harness.Deployment.Swarm.Api.Models;

namespace LoadLab.Harness.Deployment.Swarm;

/// <summary>The tasks of a service at one moment.</summary>
/// <param name="Current">For each replica that has one, its task that should run, by slot.</param>
/// <param name="Ended">Tasks that have ended and were not to be removed.</param>
/// <param name="Leaving">Tasks that should end, but have not yet.</param>
/// <param name="Replicas">How many there should be.</param>
internal sealed record TasksView(IReadOnlyList<SwarmTask> Current, IReadOnlyList<SwarmTask> Ended, IReadOnlyList<SwarmTask> Leaving, int Replicas)
{
    /// <summary>There is neither a task nor the service any more.</summary>
    public bool IsGone => Current.Count + Ended.Count + Leaving.Count == 0;

    /// <summary>As many run as should, and nobody else does.</summary>
    public bool AreAllRunning => Current.Count == Replicas && Leaving.Count == 0 && Current.All(task => task.Status.State == "running");

    /// <summary>Sorts what the daemon told.</summary>
    /// <param name="tasks">All tasks of the service.</param>
    /// <param name="replicas">How many there should be.</param>
    public static TasksView Of(IReadOnlyList<SwarmTask> tasks, int replicas)
    {
        var alive = tasks.Where(task => !TaskFailure.HasEnded(task)).OrderBy(task => task.Slot).ToLookup(task => task.DesiredState is "running" or "ready" or "accepted");
        return new TasksView([.. alive[true]], [.. tasks.Where(task => TaskFailure.HasEnded(task) && task.DesiredState != "remove")], [.. alive[false]], replicas);
    }

    /// <summary>How far they are, for somebody who waits: <c>1 of 2 run, replica 1 is pending (no suitable node)</c>.</summary>
    /// <param name="demand">What they are called.</param>
    public string Describe(ServiceDemand demand)
    {
        var waiting = Current.Where(task => task.Status.State != "running").Select(task =>
            $"{demand.NameOf(task)} is {task.Status.State}{(task.Status.Err is { Length: > 0 } error ? $" ({error})" : "")}");
        return string.Join(", ", waiting.Prepend($"{Current.Count(task => task.Status.State == "running")} of {Replicas} run"));
    }
}
