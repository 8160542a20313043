using LoadLab.Harness.Deployment.Local.Cgroups;

namespace LoadLab.Harness.Tests.Deployment.Local.Cgroups;

/// <summary>Against ordinary files of a v2 group's names and forms (kernel's admin-guide/cgroup-v2).</summary>
public sealed class ReplicaCgroupV2Tests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Limits_ControllersPassedOn_AreWrittenAndSaidToBeInForce()
    {
        Write("cpu.max", "max 100000\n");
        Write("memory.max", "max\n");
        Write("memory.swap.max", "max\n");

        var group = new ReplicaCgroupV2(_folder.Path, 1.5, 64 << 20);

        Assert.Equal("cgroup-v2", group.CpuBy);
        Assert.Equal("cgroup-v2", group.MemoryBy);
        Assert.Equal("150000 100000", Read("cpu.max"));
        Assert.Equal("67108864", Read("memory.max"));
        Assert.Equal("0", Read("memory.swap.max"));
    }

    [Fact]
    public void Limits_ControllersNotPassedOn_AreSaidNotToBeInForce()
    {
        var group = new ReplicaCgroupV2(_folder.Path, 1.5, 64 << 20);

        Assert.Null(group.CpuBy);
        Assert.Null(group.MemoryBy);
        Assert.Empty(Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public void Read_Accounts_AreInNanosecondsAndWithoutDroppableCache()
    {
        Write("cpu.max", "max 100000\n");
        Write("cpu.stat", "usage_usec 1500\nuser_usec 1000\nnr_periods 10\nnr_throttled 4\n");
        Write("memory.current", "5000\n");
        Write("memory.stat", "anon 3000\ninactive_file 1500\n");
        Write("memory.events", "low 0\noom 3\noom_kill 2\noom_group_kill 0\n");

        var group = new ReplicaCgroupV2(_folder.Path, 1, null);
        var reading = group.Read()!.Value;

        Assert.Equal(1_500_000, reading.CpuNs);
        Assert.Equal(3500, reading.MemoryBytes);
        Assert.Equal(10, reading.Periods);
        Assert.Equal(4, reading.ThrottledPeriods);
        Assert.Equal(2, group.OomKills());
    }

    private void Write(string name, string text) => File.WriteAllText(Path.Combine(_folder.Path, name), text);

    private string Read(string name) => File.ReadAllText(Path.Combine(_folder.Path, name));
}
