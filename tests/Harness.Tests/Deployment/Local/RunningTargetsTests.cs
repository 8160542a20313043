using System.Diagnostics;
using LoadLab.Harness.Deployment.Local;

namespace LoadLab.Harness.Tests.Deployment.Local;

public sealed class RunningTargetsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void KillLeftovers_RecordedReplicaStillRuns_EndsItsWholeSession()
    {
        using var leader = Process.Start(new ProcessStartInfo("setsid", ["sh", "-c", "sleep 60 & wait"]))!;
        WaitFor(() => ProcessStat.ReadAll().Count(stat => stat.Session == leader.Id) == 2);
        new RunningTargets(_folder.Path).Add(leader.Id);

        var killed = new RunningTargets(_folder.Path).KillLeftovers();

        Assert.Equal(1, killed);
        WaitFor(() => !ProcessStat.ReadAll().Any(stat => stat.Session == leader.Id && stat.State != 'Z'));
        Assert.Equal(0, new RunningTargets(_folder.Path).KillLeftovers());
    }

    [Fact]
    public void KillLeftovers_PidGivenToAnotherProcess_LeavesItAlone()
    {
        using var other = Process.Start(new ProcessStartInfo("setsid", ["sleep", "60"]))!;
        var identity = ProcessIdentity.Of(other.Id)!.Value;
        File.WriteAllText(Path.Combine(_folder.Path, "running-targets"), (identity with { StartTicks = identity.StartTicks - 5 }).ToText(' ') + "\n");

        Assert.Equal(0, new RunningTargets(_folder.Path).KillLeftovers());
        Assert.True(identity.IsAlive);
        other.Kill();
    }

    private static void WaitFor(Func<bool> condition)
    {
        for (var attempt = 0; attempt < 200 && !condition(); attempt++)
        {
            Thread.Sleep(25);
        }

        Assert.True(condition());
    }
}
