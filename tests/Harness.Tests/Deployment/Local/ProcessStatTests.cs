using LoadLab.Harness.Deployment.Local;

namespace LoadLab.Harness.Tests.Deployment.Local;

public sealed class ProcessStatTests
{
    [Fact]
    public void Parse_NameWithBlanksAndParentheses_ReadsTheFieldsBehindIt()
    {
        const string Line = "4242 (a) b (c)) S 1 4240 4239 0 -1 4194304 100 0 0 0 150 50 0 0 20 0 1 0 987654 1000000 25 18446744073709551615";

        var stat = ProcessStat.Parse(Line);

        Assert.Equal((4242, 'S', 4240, 4239), (stat.Pid, stat.State, stat.Group, stat.Session));
        Assert.Equal(2_000_000_000, stat.CpuNs);
        Assert.Equal(987654, stat.StartTicks);
        Assert.Equal(25L * Environment.SystemPageSize, stat.ResidentBytes);
    }

    [Fact]
    public void IsAlive_SamePidAnotherStart_IsAnotherProcess()
    {
        var own = ProcessIdentity.Of(Environment.ProcessId)!.Value;

        Assert.True(own.IsAlive);
        Assert.False((own with { StartTicks = own.StartTicks - 1 }).IsAlive);
    }
}
