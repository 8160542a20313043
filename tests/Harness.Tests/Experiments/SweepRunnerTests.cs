using LoadLab.Engine;
using LoadLab.Engine.SelfCheck;
using LoadLab.Harness.Agents.Coordinator;
using LoadLab.Harness.Deployment;
using LoadLab.Harness.Experiments;
using LoadLab.Harness.Profiles;
using LoadLab.Harness.Results;
using LoadLab.Harness.Tests.Deployment;

namespace LoadLab.Harness.Tests.Experiments;

public sealed class SweepRunnerTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly StatusServer _server = new(200);
    private readonly ProfileConfig _profile = TestProfiles.Create(configurations: 3, repeats: 2);
    private readonly FakeLoadDriver _good = new((_, _) => Task.FromResult(TestResults.Good()));

    public void Dispose()
    {
        _server.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task RunAsync_OneConfigurationFails_RecordsItAndGoesOn()
    {
        var folder = CreateFolder();
        var deployer = new FakeDeployer(request => request.Configuration.Id == "c02" ? throw new DeploymentFailedException("It has no model.") : Deployment());

        await Runner(deployer, _good).RunAsync(_profile, folder, new SilentObserver(), CancellationToken.None);

        var results = Stored(folder);
        Assert.Equal(6, results.Count);
        Assert.All(results, pair => Assert.Equal(pair.Key.StartsWith("c02", StringComparison.Ordinal), pair.Value.Contains("TargetFailed", StringComparison.OrdinalIgnoreCase)
            || pair.Value.Contains("It has no model.", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task RunAsync_AgentLost_MeasuresTheTrialAgainAndSaysSo(int losses)
    {
        var folder = CreateFolder();
        var attempts = 0;
        var driver = new LosingDriver(() => ++attempts <= losses);

        await Runner(new FakeDeployer(_ => Deployment()), driver).RunAsync(TestProfiles.Create(configurations: 1, repeats: 1), folder, new SilentObserver(), CancellationToken.None);

        var trial = Assert.Single(Stored(folder)).Value;
        Assert.Equal(losses + 1, attempts);
        Assert.Contains("completed", trial, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(losses, trial.Split("was given up: agent-1 was lost.").Length - 1);
        // What was measured until then is still there.
        Assert.Equal(losses, Directory.GetDirectories(Path.Combine(folder.Path, ReportFolder.TrialsDirectory, ReportFolder.InterruptedDirectory)).Length);
    }

    [Fact]
    public async Task RunAsync_AgentLostEachTime_GivesUpAndGoesOn()
    {
        var folder = CreateFolder();
        var attempts = 0;
        var driver = new LosingDriver(() => ++attempts <= 3);

        await Runner(new FakeDeployer(_ => Deployment()), driver).RunAsync(TestProfiles.Create(configurations: 1, repeats: 2), folder, new SilentObserver(), CancellationToken.None);

        var trials = Stored(folder);
        Assert.Equal((2, 4), (trials.Count, attempts));
        Assert.Contains("Each of 3 attempts", Assert.Single(trials.Values, trial => trial.Contains("loadFailed", StringComparison.OrdinalIgnoreCase)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunAsync_StoppedAndStartedAgain_RunsEveryTrialOnce()
    {
        var folder = CreateFolder();
        using var stop = new CancellationTokenSource();
        var runs = 0;
        var interrupting = new FakeLoadDriver(async (_, _) =>
        {
            if (++runs == 3)
            {
                await stop.CancelAsync();
            }

            return TestResults.Good() with { Cancelled = runs == 3 };
        });
        var first = new SilentObserver();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Runner(new FakeDeployer(_ => Deployment()), interrupting).RunAsync(_profile, folder, first, stop.Token));

        var second = new SilentObserver();
        await Runner(new FakeDeployer(_ => Deployment()), _good).RunAsync(_profile, ReportFolder.Open(folder.Path), second, CancellationToken.None);

        Assert.Equal(2, first.Finished.Count);
        Assert.Equal(TrialPlan.Create(_profile).Select(trial => trial.Id), first.Finished.Concat(second.Finished));
        Assert.Empty(SweepRunner.Remaining(_profile, folder));
    }

    [Fact]
    public async Task RunAsync_RetryFailed_MeasuresThoseAgainAndKeepsTheirFirstAttempts()
    {
        var folder = CreateFolder();
        var isMended = false;
        var deployer = new FakeDeployer(request => request.Configuration.Id == "c02" && !isMended ? throw new DeploymentFailedException("It has no model.") : Deployment());
        await Runner(deployer, _good).RunAsync(_profile, folder, new SilentObserver(), CancellationToken.None);
        var sound = File.GetLastWriteTimeUtc(Path.Combine(folder.Path, "trials/c01-r1/trial.json"));
        isMended = true;

        var again = new SilentObserver();
        await Runner(deployer, _good, TrialRetry.Failed).RunAsync(_profile, folder, again, CancellationToken.None);

        Assert.Equal(["c02-r1", "c02-r2"], again.Finished.Order());
        Assert.Equal(6, folder.ReadTrials().Count);
        Assert.All(folder.ReadTrials(), trial => Assert.Equal(TrialOutcome.Completed, trial.Outcome));
        Assert.Equal([("c02-r1", "It has no model."), ("c02-r2", "It has no model.")], folder.ReadSetAside().Select(trial => (trial.Id, trial.Failure)).Order());
        Assert.Equal(sound, File.GetLastWriteTimeUtc(Path.Combine(folder.Path, "trials/c01-r1/trial.json")));
        Assert.Empty(SweepRunner.Remaining(_profile, folder, TrialRetry.Failed));
    }

    [Theory]
    [InlineData(TrialRetry.None, new string[0])]
    [InlineData(TrialRetry.Failed, new[] { "c01-r1" })]
    [InlineData(TrialRetry.Invalid, new[] { "c01-r1", "c02-r1" })]
    internal void Remaining_Retry_NamesWhatIsMeasuredAgain(TrialRetry retry, string[] expected)
    {
        var folder = CreateFolder();
        foreach (var trial in TrialPlan.Create(_profile))
        {
            var verdict = trial.Id switch { "c02-r1" => Verdict.Invalid, "c03-r1" => Verdict.Suspect, _ => Verdict.Valid };
            var failed = TrialRunner.Failed(trial, DateTimeOffset.UnixEpoch, TrialOutcome.LoadFailed, "No.");
            folder.WriteTrial(trial.Id == "c01-r1" ? failed : failed with { Outcome = TrialOutcome.Completed, Failure = null, Validity = new Validity(verdict, []) });
        }

        Assert.Equal(expected, SweepRunner.Remaining(_profile, folder, retry).Select(trial => trial.Id).Order());
    }

    [Fact]
    public async Task RunAsync_AllDone_RunsNothing()
    {
        var folder = CreateFolder();
        await Runner(new FakeDeployer(_ => Deployment()), _good).RunAsync(_profile, folder, new SilentObserver(), CancellationToken.None);
        var again = new SilentObserver();

        await Runner(new FakeDeployer(_ => Deployment()), _good).RunAsync(_profile, folder, again, CancellationToken.None);

        Assert.Empty(again.Finished);
    }

    private FakeDeployment Deployment() => _server.Deployment(managed: true);

    private static SweepRunner Runner(IDeployer deployer, ILoadDriver driver, TrialRetry retry = TrialRetry.None) =>
        new(new TrialRunner(_ => deployer, driver, TimeProvider.System), TimeProvider.System, retry);

    private ReportFolder CreateFolder() => ReportFolder.Create(Path.Combine(_folder.Path, "report"), _profile.Yaml, EnvironmentInfo.Collect(TimeProvider.System));

    private static Dictionary<string, string> Stored(ReportFolder folder) =>
        Directory.GetFiles(Path.Combine(folder.Path, "trials"), "trial.json", SearchOption.AllDirectories)
            .ToDictionary(file => Path.GetFileName(Path.GetDirectoryName(file)!), File.ReadAllText);

    /// <summary>Loses an agent for as long as it is told to.</summary>
    private sealed class LosingDriver(Func<bool> loses) : ILoadDriver
    {
        public Task<DrivenLoad> RunAsync(LoadJob job, ILoadObserver? observer, CancellationToken cancellationToken)
        {
            if (loses())
            {
                File.WriteAllText(Path.Combine(job.Folder!, "kept"), "");
                throw new AgentLostException("agent-1 was lost.");
            }

            var load = TestResults.Good();
            return Task.FromResult(new DrivenLoad(load, new AgentsLoad(load, new AgentsSummary { Agents = [] }, [])));
        }
    }
}
