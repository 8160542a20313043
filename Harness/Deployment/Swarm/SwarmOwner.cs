using LoadLab.Harness.Deployment.Local;

namespace LoadLab.Harness.Deployment.Swarm;

/// <summary>The harness process that made something, named for good: machine, boot, process, start.</summary>
/// <param name="Machine">Its name.</param>
/// <param name="Boot">The kernel's id of this boot, as pids and start times begin anew with each.</param>
/// <param name="Process">The process.</param>
internal sealed record SwarmOwner(string Machine, string Boot, ProcessIdentity Process)
{
    private const char Separator = '/';
    private const string BootFile = "/proc/sys/kernel/random/boot_id";

    public static SwarmOwner Of(ProcessIdentity process) => new(Environment.MachineName, File.Exists(BootFile) ? File.ReadAllText(BootFile).Trim() : "-", process);

    /// <summary>Null where the text was not written by <see cref="ToText"/>.</summary>
    public static SwarmOwner? Parse(string? text) =>
        text?.Split(Separator) is [var machine, var boot, var process] && ProcessIdentity.Parse(process, ':') is { } identity ? new SwarmOwner(machine, boot, identity) : null;

    public string ToText() => string.Join(Separator, Machine, Boot, Process.ToText(':'));

    /// <summary>False where it certainly has ended; null where only its own machine knows.</summary>
    public bool? IsAlive()
    {
        var here = Of(Process);
        return here.Machine != Machine ? null : here.Boot == Boot && Process.IsAlive;
    }
}
