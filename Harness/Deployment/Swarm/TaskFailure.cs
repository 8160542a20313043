using LoadLab.Harness.Deployment.Swarm.Api.Models;
using LoadLab.Harness.Profiles.Values;

namespace LoadLab.Harness.Deployment.Swarm;

/// <summary>Says what became of a task that does not run: pure.</summary>
internal static class TaskFailure
{
    /// <summary>128 + SIGKILL, as a shell counts.</summary>
    private const int Killed = 137;

    /// <summary>What a daemon gives a container that it finds ended after a start of its own; a program's own end may have this code too.</summary>
    private const int EndNotSeen = 255;

    /// <summary>What the daemon says of a program that is not in the image, and the like.</summary>
    private const string NotStarted = "starting container failed";

    /// <summary>The task has ended, or will never begin.</summary>
    public static bool HasEnded(SwarmTask task) => task.Status.State is "complete" or "shutdown" or "failed" or "rejected" or "orphaned" or "remove";

    /// <summary>What happened, to follow "replica 0".</summary>
    /// <param name="task">One that has ended.</param>
    /// <param name="memoryBytes">Its limit; null for none.</param>
    /// <param name="oomKilled">Its node's daemon says that it ran out of memory; null where that could not be asked.</param>
    public static string Describe(SwarmTask task, long? memoryBytes, bool? oomKilled)
    {
        var error = task.Status.Err ?? task.Status.Message;
        return task.Status.State switch
        {
            "rejected" => $"was rejected by its node: {error}{Hint(error)}",
            "complete" => "ended with exit code 0",
            "orphaned" => "is lost: its node has not been heard of for a long time",
            "shutdown" or "remove" => "was shut down by somebody else",
            _ when oomKilled == true => $"ran out of its memory limit{(memoryBytes is { } bytes ? $" of {SizeText.Of(bytes)}" : "")} and was killed by the kernel",
            _ when error.StartsWith(NotStarted, StringComparison.Ordinal) => $"could not be started: {error[NotStarted.Length..].Trim(' ', ':')}",
            _ when task.Status.ContainerStatus?.ExitCode == Killed && oomKilled is null && memoryBytes is { } limit =>
                $"was killed by signal 9 (exit code {Killed}), perhaps because it ran out of its memory limit of {SizeText.Of(limit)}: its node's daemon cannot be asked",
            _ when task.Status.ContainerStatus?.ExitCode == EndNotSeen =>
                $"ended with exit code {EndNotSeen}: its node's daemon was restarted and took its replicas with it, or its program ended with this code",
            _ when task.Status.ContainerStatus?.ExitCode is { } code and not 0 => code > 128 ? $"was ended by signal {code - 128}" : $"ended with exit code {code}",
            _ => $"failed: {error}",
        };
    }

    // The daemon says what it lacks, not what to do about it.
    private static string Hint(string error) =>
        error.Contains("No such image", StringComparison.OrdinalIgnoreCase) || error.Contains("not found", StringComparison.OrdinalIgnoreCase) && error.Contains("image", StringComparison.OrdinalIgnoreCase)
            ? $" (build or load it there: harness image load, or name the node's daemon by {Api.DockerHost.NodesVariable} for it to be carried)"
            : "";
}
