using LoadLab.Harness.Deployment.Swarm.Api.Models;

namespace LoadLab.Harness.Deployment.Swarm;

/// <summary>The tasks of a service at one moment.</summary>
/// <param name="Current">For each replica that has one, its task that should run, by slot.</param>
/// <param name="Ended">Tasks that should have run and ended.</param>
/// <param name="Replicas">How many there should be.</param>
internal sealed record TasksView(IReadOnlyList<SwarmTask> Current, IReadOnlyList<SwarmTask> Ended, int Replicas)
{
    public bool AreAllRunning => Current.Count == Replicas && Current.All(task => task.Status.State == "running");

    /// <summary>Sorts what the daemon told.</summary>
    /// <param name="tasks">All tasks of the service.</param>
    /// <param name="replicas">How many there should be.</param>
    public static TasksView Of(IReadOnlyList<SwarmTask> tasks, int replicas) => new(
        [.. tasks.Where(task => !TaskFailure.HasEnded(task) && task.DesiredState is "running" or "ready" or "accepted").OrderBy(task => task.Slot)],
        [.. tasks.Where(TaskFailure.HasEnded)],
        replicas);

    /// <summary>How far they are, for somebody who waits: <c>1 of 2 run, replica 1 is pending (no suitable node)</c>.</summary>
    public string Describe()
    {
        var waiting = Current.Where(task => task.Status.State != "running").Select(task =>
            $"replica {task.Slot - 1} is {task.Status.State}{(task.Status.Err is { Length: > 0 } error ? $" ({error})" : "")}");
        return string.Join(", ", waiting.Prepend($"{Current.Count(task => task.Status.State == "running")} of {Replicas} run"));
    }
}
