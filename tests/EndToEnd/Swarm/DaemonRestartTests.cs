using LoadLab.Harness.Results;

namespace LoadLab.EndToEnd.Swarm;

/// <summary>What becomes of a sweep whose daemon goes away, with the replicas on the same node: for a while, and for good.</summary>
[Collection(nameof(SwarmCollection))]
public sealed class DaemonRestartTests(OwnSwarm swarm) : IClassFixture<OwnSwarm>, IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [SwarmFact]
    public async Task Sweep_DaemonRestartedInMidTrial_FailsThatTrialAndGoesOn()
    {
        using var harness = await StartSweepAsync();

        await swarm.KillAsync("node1");
        await swarm.ReviveAsync("node1");

        Assert.Equal(4, await harness.ExitCodeAsync());
        AssertOnlyTheFirstFailed();
        Assert.DoesNotContain("   at ", harness.Output + harness.Error, StringComparison.Ordinal);
        Assert.Empty(await swarm.LeftoversAsync());
    }

    [SwarmFact]
    public async Task Sweep_DaemonGoneForGood_SaysHowToGoOnAndGoesOn()
    {
        using var harness = await StartSweepAsync();

        await swarm.KillAsync("node1");

        Assert.Equal(7, await harness.ExitCodeAsync());
        Assert.Contains("No Docker daemon listens at", harness.Error, StringComparison.Ordinal);
        Assert.Contains($"1 finished trial kept; go on with: harness sweep --resume --out {Out}", harness.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", harness.Output + harness.Error, StringComparison.Ordinal);

        await swarm.ReviveAsync("node1");
        using var resumed = HarnessProcess.StartWith(swarm.Variables, _folder.Path, "sweep", "--resume", "--out", "out");

        Assert.Equal(4, await resumed.ExitCodeAsync());
        Assert.Contains("Removed from the swarm what an earlier run left", resumed.Error, StringComparison.Ordinal);
        AssertOnlyTheFirstFailed();
        Assert.Empty(await swarm.LeftoversAsync());
    }

    private string Out => Path.Combine(_folder.Path, "out");

    /// <summary>Two trials, the first one long; it is being measured when this returns.</summary>
    private async Task<HarnessProcess> StartSweepAsync()
    {
        _folder.Write("nginx.yml", $$"""
            name: nginx
            target:
              deployment: swarm
              image: {{TestSwarm.Nginx}}
              ready: { path: /, within: 30s }
              swarm: { placement: ["node.role == manager"] }
            matrix: { seconds: [60, 2] }
            load:
              request: { path: / }
              simulations: [{ keep_constant: { copies: 4, during: "{seconds}s" } }]
            trials: { repeats: 1, order: sequential }
            """);
        var harness = HarnessProcess.StartWith(swarm.Variables, _folder.Path, "sweep", "--profile", "nginx.yml", "--out", "out");
        await HarnessProcess.WaitUntilAsync(
            () => Directory.Exists(Out) && Directory.GetFiles(Out, "intervals.csv", SearchOption.AllDirectories).Any(file => File.ReadLines(file).Count() > 1), "a trial is measured");
        return harness;
    }

    private void AssertOnlyTheFirstFailed()
    {
        var trials = ReportFolder.Open(Out).Read().Trials.OrderBy(trial => trial.Sequence).ToList();
        Assert.Equal([TrialOutcome.TargetFailed, TrialOutcome.Completed], trials.Select(trial => trial.Outcome));
        Assert.Contains("daemon", trials[0].Failure, StringComparison.Ordinal);
        Assert.True(trials[1].Load!.Counts.Ok > 0);
    }
}
