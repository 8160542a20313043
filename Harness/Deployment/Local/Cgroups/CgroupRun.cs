using LoadLab.Harness.Deployment.Local.Interop;

namespace LoadLab.Harness.Deployment.Local.Cgroups;

/// <summary>All control groups of one deployment: one parent per hierarchy, named after the harness that made it, one child per replica.</summary>
internal sealed class CgroupRun : IDisposable
{
    private const string Prefix = "loadlab-";

    private readonly IReadOnlyList<CgroupHierarchy> _hierarchies;
    private readonly string _name;
    private readonly HashSet<string> _parents = [];

    /// <param name="hierarchies">What <see cref="CgroupHierarchy.Detect"/> found.</param>
    /// <param name="name">From <see cref="NameOf"/>.</param>
    public CgroupRun(IReadOnlyList<CgroupHierarchy> hierarchies, string name)
    {
        _hierarchies = hierarchies;
        _name = name;
    }

    /// <summary>The parents' name. It holds the pid namespace, so that no harness in another container is taken for dead.</summary>
    public static string NameOf(ProcessIdentity owner) => $"{Prefix}{PidNamespace()}-{owner.ToText('-')}";

    /// <summary>Ends what a harness that died left in its groups, and removes them.</summary>
    public static void RemoveStale(IReadOnlyList<CgroupHierarchy> hierarchies)
    {
        var mine = $"{Prefix}{PidNamespace()}-";
        foreach (var folder in hierarchies.SelectMany(ParentCandidates).Distinct().SelectMany(parent => FoldersIn(parent, mine + "*")))
        {
            if (ProcessIdentity.Parse(Path.GetFileName(folder)[mine.Length..], '-') is { IsAlive: false })
            {
                RemoveWithProcesses(folder);
            }
        }
    }

    /// <summary>Makes the groups of one replica; null where none may be made.</summary>
    public ReplicaCgroup? TryCreate(int replica, double? cpus, long? memoryBytes)
    {
        // Controllers are bound to one version at a time: v1 mounts that have them come first, as v2 then has none to give.
        if (_hierarchies.Any(h => h.Version == 1 && (h.Controllers.Contains("cpu") || h.Controllers.Contains("memory"))))
        {
            var group = new ReplicaCgroupV1(controller => TryMakeV1(controller, replica), cpus, memoryBytes);
            return group.Folders.Count > 0 ? group : null;
        }

        return _hierarchies.FirstOrDefault(h => h.Version == 2) is { } unified && TryMakeV2(unified, replica) is { } folder
            ? new ReplicaCgroupV2(folder, cpus, memoryBytes)
            : null;
    }

    /// <summary>Ends whatever is left in the groups and removes them.</summary>
    public void Dispose()
    {
        foreach (var parent in _parents)
        {
            RemoveWithProcesses(parent);
        }
    }

    private string? TryMakeV1(string controller, int replica)
    {
        var hierarchy = _hierarchies.FirstOrDefault(h => h.Version == 1 && h.Controllers.Contains(controller));
        return hierarchy is null ? null : TryMake(Path.Combine(hierarchy.OwnFolder, _name), replica, passOn: false);
    }

    private string? TryMakeV2(CgroupHierarchy unified, int replica) =>
        ParentCandidates(unified)
            .Where(parent => CanPassOn(parent))
            .Select(parent => TryMake(Path.Combine(parent, _name), replica, passOn: true))
            .FirstOrDefault(folder => folder is not null);

    // v2 forbids processes beside child groups with controllers: of the own group and its ancestors, the nearest that already passes
    // controllers on serves (a group of one's own session is a leaf; its slice, or the root, is not).
    private static IEnumerable<string> ParentCandidates(CgroupHierarchy hierarchy)
    {
        yield return hierarchy.OwnFolder;
        if (hierarchy.Version == 1)
        {
            yield break;
        }

        var folder = hierarchy.OwnFolder;
        while (folder.Length > hierarchy.MountPoint.Length && Path.GetDirectoryName(folder) is { } up)
        {
            yield return folder = up;
        }
    }

    private static bool CanPassOn(string parent)
    {
        try
        {
            return File.ReadAllText(Path.Combine(parent, "cgroup.subtree_control")).Split((char[])[' ', '\n']).Any(c => c is "cpu" or "memory");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private string? TryMake(string parent, int replica, bool passOn)
    {
        try
        {
            Directory.CreateDirectory(parent);
            _parents.Add(parent);
            foreach (var controller in passOn ? (string[])["+cpu", "+memory"] : [])
            {
                TryPassOn(parent, controller);
            }

            return Directory.CreateDirectory(Path.Combine(parent, $"r{replica}")).FullName;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static void TryPassOn(string parent, string controller)
    {
        try
        {
            CgroupFile.Write(parent, "cgroup.subtree_control", controller);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The parent does not offer it: the limit's file will be missing and the limit reported as not in force.
        }
    }

    private static void RemoveWithProcesses(string parent)
    {
        foreach (var child in FoldersIn(parent, "*"))
        {
            Empty(child);
            TryRemove(child);
        }

        TryRemove(parent);
    }

    private static void Empty(string folder)
    {
        for (var attempt = 0; attempt < 100; attempt++)
        {
            var left = CgroupFile.ReadProcesses(folder);
            if (left.Count == 0)
            {
                return;
            }

            foreach (var pid in left)
            {
                _ = LibC.kill(pid, LibC.SIGKILL);
            }

            Thread.Sleep(10);
        }
    }

    private static void TryRemove(string folder)
    {
        try
        {
            // Not recursive: a group's files cannot be deleted, and vanish with it.
            Directory.Delete(folder);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Gone already, or the kernel still counts a dying process in it: the next start removes it.
        }
    }

    private static string[] FoldersIn(string parent, string pattern)
    {
        try
        {
            return Directory.GetDirectories(parent, pattern);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    private static string PidNamespace()
    {
        // "pid:[4026531836]"
        var link = File.Exists("/proc/self/ns/pid") ? new FileInfo("/proc/self/ns/pid").LinkTarget : null;
        return link is null ? "0" : new string([.. link.Where(char.IsAsciiDigit)]);
    }
}
