namespace LoadLab.Harness.Deployment.Swarm;

/// <summary>Tells containers that share this machine's processors, whatever their node is called, from those elsewhere.</summary>
internal static class OwnContainers
{
    /// <summary>Of these containers, the ones of which a process runs under this kernel: its control groups bear the container's id.</summary>
    /// <remarks>Every process is looked at, since a daemon in a namespace of its own counts processes in its own way.</remarks>
    public static IReadOnlySet<string> Find(IReadOnlyCollection<string> ids)
    {
        var found = new HashSet<string>();
        foreach (var process in Directory.Exists("/proc") ? Directory.EnumerateDirectories("/proc") : [])
        {
            if (char.IsAsciiDigit(Path.GetFileName(process)[0]) && GroupsOf(process) is { } groups)
            {
                found.UnionWith(ids.Where(id => groups.Contains(id, StringComparison.Ordinal)));
            }
        }

        return found;
    }

    private static string? GroupsOf(string process)
    {
        try
        {
            return File.ReadAllText(Path.Combine(process, "cgroup"));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // It has ended, or is none of ours to look at.
            return null;
        }
    }
}
