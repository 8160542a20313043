namespace LoadLab.Harness.Deployment.Local.Cgroups;

/// <summary>One mounted control-group hierarchy, seen from this process.</summary>
/// <param name="Version">1 or 2.</param>
/// <param name="Controllers">The controllers it offers (v1); empty for v2, whose folders say so themselves.</param>
/// <param name="MountPoint">Where it is mounted.</param>
/// <param name="OwnFolder">The folder of the group this process is in; the mount point where that cannot be told.</param>
internal sealed record CgroupHierarchy(int Version, IReadOnlyList<string> Controllers, string MountPoint, string OwnFolder)
{
    /// <summary>All hierarchies of this machine; empty where there are none.</summary>
    public static IReadOnlyList<CgroupHierarchy> Detect()
    {
        if (!OperatingSystem.IsLinux() || !File.Exists("/proc/self/cgroup"))
        {
            return [];
        }

        return Parse(File.ReadAllText("/proc/self/mountinfo"), File.ReadAllText("/proc/self/cgroup"));
    }

    /// <summary>From the text of <c>/proc/self/mountinfo</c> and <c>/proc/self/cgroup</c> (proc(5), cgroups(7)).</summary>
    public static IReadOnlyList<CgroupHierarchy> Parse(string mountInfo, string ownGroups)
    {
        var own = ownGroups.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(':', 3)).Where(parts => parts.Length == 3).ToList();
        var found = new List<CgroupHierarchy>();
        foreach (var line in mountInfo.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            // 36 35 98:0 /root-inside-the-hierarchy /mount/point options … - type source super-options
            var halves = line.Split(" - ", 2);
            var mount = halves[0].Split(' ');
            var type = halves.Length == 2 ? halves[1].Split(' ') : [];
            if (mount.Length < 5 || type.Length < 3 || type[0] is not ("cgroup" or "cgroup2"))
            {
                continue;
            }

            var version = type[0] == "cgroup2" ? 2 : 1;
            string[] controllers = version == 2 ? [] : type[2].Split(',');
            var path = own.FirstOrDefault(parts => version == 2 ? parts[0] == "0" : parts[1].Split(',').Any(controllers.Contains))?[2];
            found.Add(new CgroupHierarchy(version, controllers, mount[4], FolderOf(mount[3], mount[4], path)));
        }

        return found;
    }

    private static string FolderOf(string mountRoot, string mountPoint, string? ownPath)
    {
        // A container may see only a part of the hierarchy: the mount's root is then cut off the group's path.
        var inside = ownPath is null ? ""
            : mountRoot == "/" ? ownPath
            : ownPath.StartsWith(mountRoot, StringComparison.Ordinal) ? ownPath[mountRoot.Length..]
            : "";
        var folder = Path.Join(mountPoint, inside.Trim('/')).TrimEnd('/');
        return Directory.Exists(folder) ? folder : mountPoint;
    }
}
