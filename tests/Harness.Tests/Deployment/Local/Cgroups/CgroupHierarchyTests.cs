using LoadLab.Harness.Deployment.Local.Cgroups;

namespace LoadLab.Harness.Tests.Deployment.Local.Cgroups;

public sealed class CgroupHierarchyTests
{
    [Fact]
    public void Parse_Hybrid_FindsEachControllerWhereItIsMounted()
    {
        const string Mounts = """
            30 25 0:26 / /sys/fs/cgroup ro,nosuid shared:4 - tmpfs tmpfs ro,mode=755
            31 30 0:27 / /sys/fs/cgroup/unified rw shared:5 - cgroup2 cgroup2 rw
            33 30 0:29 / /sys/fs/cgroup/cpu,cpuacct rw shared:7 - cgroup cgroup rw,cpu,cpuacct
            34 30 0:30 / /sys/fs/cgroup/memory rw shared:8 - cgroup cgroup rw,memory
            """;

        var found = CgroupHierarchy.Parse(Mounts, "4:memory:/\n3:cpu,cpuacct:/\n0::/\n");

        Assert.Equal([2, 1, 1], found.Select(hierarchy => hierarchy.Version));
        Assert.Equal("/sys/fs/cgroup/cpu,cpuacct", found.Single(hierarchy => hierarchy.Controllers.Contains("cpuacct")).MountPoint);
        Assert.Contains("memory", found[2].Controllers);
    }

    [Fact]
    public void Parse_Unified_OwnFolderIsThatOfTheOwnGroup()
    {
        using var mount = new TemporaryFolder();
        var own = Directory.CreateDirectory(Path.Combine(mount.Path, "user.slice", "session-1.scope")).FullName;

        var found = CgroupHierarchy.Parse($"31 30 0:27 / {mount.Path} rw shared:5 - cgroup2 cgroup2 rw,nsdelegate", "0::/user.slice/session-1.scope\n");

        Assert.Equal(own, found.Single().OwnFolder);
    }

    [Fact]
    public void Parse_PartOfAHierarchyMounted_CutsItsRootOffTheGroup()
    {
        using var mount = new TemporaryFolder();
        var own = Directory.CreateDirectory(Path.Combine(mount.Path, "inner")).FullName;

        var found = CgroupHierarchy.Parse($"31 30 0:27 /docker/abc {mount.Path} rw - cgroup cgroup rw,memory", "5:memory:/docker/abc/inner\n");

        Assert.Equal(own, found.Single().OwnFolder);
    }
}
