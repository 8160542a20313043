namespace LoadLab.Harness.Cli.Doctor;

/// <summary>Whether this process may limit the CPU and the memory of replicas by control groups.</summary>
internal static class CgroupCheck
{
    private const string Name = "CPU and memory limits";
    private const string Instead = "replicas are bound to processors and their heap is limited instead";

    public static CheckResult Run(DoctorContext context)
    {
        string[] wanted = ["cpu", "memory"];
        var groups = wanted.Select(controller => (Controller: controller, Group: FindGroup(context, controller))).ToList();
        var absent = groups.Where(pair => pair.Group is null).Select(pair => pair.Controller).ToList();
        if (absent.Count > 0)
        {
            return CheckResult.Warn(Name, $"no control group for {string.Join(" and ", absent)}: {Instead}", "mount cgroup v2 with the cpu and memory controllers");
        }

        var found = groups.Select(pair => pair.Group!.Value).ToList();
        var closed = found.Select(group => group.Folder).Distinct().Where(folder => !CanMakeGroups(folder)).ToList();
        return closed.Count == 0
            ? CheckResult.Ok(Name, $"by cgroup v{found[0].Version}")
            : CheckResult.Warn(Name, $"{string.Join(" and ", closed)} cannot be written: {Instead}",
                "run as root, or in a delegated group: systemd-run --user --scope -p Delegate=yes ./harness …");
    }

    private static (int Version, string Folder)? FindGroup(DoctorContext context, string controller)
    {
        var own = (context.ReadSystemFile("proc/self/cgroup") ?? "").Split('\n').Select(line => line.Split(':', 3)).Where(parts => parts.Length == 3).ToList();
        var v1 = own.Find(parts => parts[1].Split(',').Contains(controller));
        if (v1 is not null && Mount(context, type: "cgroup", controller) is { } mount1)
        {
            return (1, Existing(mount1, v1[2]));
        }

        var v2 = own.Find(parts => parts[0] == "0");
        if (v2 is null || Mount(context, type: "cgroup2", option: null) is not { } mount2)
        {
            return null;
        }

        var folder = Existing(mount2, v2[2]);
        return File.Exists(Path.Combine(folder, "cgroup.controllers")) && File.ReadAllText(Path.Combine(folder, "cgroup.controllers")).Split(' ', '\n').Contains(controller)
            ? (2, folder)
            : null;
    }

    private static string? Mount(DoctorContext context, string type, string? option) =>
        (context.ReadSystemFile("proc/self/mounts") ?? "").Split('\n')
            .Select(line => line.Split(' '))
            .Where(parts => parts.Length > 3 && parts[2] == type && (option is null || parts[3].Split(',').Contains(option)))
            .Select(parts => Path.Join(context.Root, parts[1].TrimStart('/')))
            .FirstOrDefault();

    /// <summary>In a container the own group's path may be outside of what is mounted.</summary>
    private static string Existing(string mount, string own) => Path.TrimEndingDirectorySeparator(Path.Join(mount, own)) is var folder && Directory.Exists(folder) ? folder : mount;

    /// <summary>The only answer that counts, because permissions, namespaces and read-only mounts all have a say.</summary>
    private static bool CanMakeGroups(string folder)
    {
        var probe = Path.Combine(folder, $"loadlab-doctor-{Environment.ProcessId}");
        try
        {
            Directory.CreateDirectory(probe);
            Directory.Delete(probe);
            return true;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
