using System.Globalization;

namespace LoadLab.Harness.Deployment.Local;

/// <summary>A process named for good: pids are used again, a pid with its start time is not.</summary>
internal readonly record struct ProcessIdentity(int Pid, long StartTicks)
{
    /// <summary>This harness.</summary>
    public static ProcessIdentity Current { get; } = Of(Environment.ProcessId) ?? new ProcessIdentity(Environment.ProcessId, 0);

    /// <summary>True while the process exists and is not a zombie.</summary>
    public bool IsAlive => ProcessStat.Read(Pid) is { } stat && stat.StartTicks == StartTicks && stat.State != 'Z';

    /// <summary>Null where there is no such process.</summary>
    public static ProcessIdentity? Of(int pid) => ProcessStat.Read(pid) is { } stat ? new ProcessIdentity(pid, stat.StartTicks) : null;

    public static ProcessIdentity? Parse(string text, char separator)
    {
        var parts = text.Split(separator);
        return parts.Length == 2
            && int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var pid)
            && long.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var start)
                ? new ProcessIdentity(pid, start)
                : null;
    }

    public string ToText(char separator) => string.Create(CultureInfo.InvariantCulture, $"{Pid}{separator}{StartTicks}");
}
