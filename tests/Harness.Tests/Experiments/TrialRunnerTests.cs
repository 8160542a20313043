using LoadLab.Engine;
using LoadLab.Engine.SelfCheck;
using LoadLab.Harness.Deployment;
using LoadLab.Harness.Experiments;
using LoadLab.Harness.Results;
using LoadLab.Harness.Tests.Deployment;

namespace LoadLab.Harness.Tests.Experiments;

public sealed class TrialRunnerTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly StatusServer _server = new(200);
    private readonly PlannedTrial _trial = TrialPlan.Create(TestProfiles.Create(1, 1))[0];

    public void Dispose()
    {
        _server.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task RunAsync_AllWell_IsCompletedWithWhatWasMeasuredAndTornDown()
    {
        var deployment = _server.Deployment(managed: true);
        var driver = new FakeLoadDriver((_, _) => Task.FromResult(TestResults.Good()));

        var result = await RunAsync(deployment, driver, CancellationToken.None);

        Assert.Equal(TrialOutcome.Completed, result.Outcome);
        Assert.Equal(100, result.Load!.RequestsPerSecond);
        Assert.Equal(Verdict.Valid, result.Validity.Verdict);
        Assert.Equal([_server.Address], driver.Loads.Single().Targets);
        Assert.Single(result.Replicas);
        Assert.True(deployment.Disposed);
    }

    [Fact]
    public async Task RunAsync_CannotDeploy_IsTargetFailedWithTheReason()
    {
        var result = await RunAsync(new DeploymentFailedException("Port 8000 is in use.") { Kind = FailureKind.Rejected });

        Assert.Equal(TrialOutcome.TargetFailed, result.Outcome);
        Assert.Equal("Port 8000 is in use.", result.Failure);
        Assert.Equal(FailureKind.Rejected, result.FailureKind);
        Assert.Null(result.Load);
        Assert.Equal(Verdict.Invalid, result.Validity.Verdict);
    }

    [Fact]
    public async Task RunAsync_ReplicaDiesUnderLoad_IsTargetFailedAndTheLoadIsStopped()
    {
        var deployment = new FakeDeployment(_server.Address) { Limits = new EnforcedLimits { CpuBy = "none", MemoryBy = "cgroup-v2", MemoryBytes = 1_000_000 } };
        var stopped = false;
        var driver = new FakeLoadDriver(async (_, token) =>
        {
            await Task.Delay(TimeSpan.FromSeconds(1.3), token);
            deployment.End("Replica 0 ran out of its memory limit.", FailureKind.OutOfMemory);
            await Task.Delay(Timeout.Infinite, token).ContinueWith(_ => stopped = true, TaskScheduler.Default);
            return TestResults.Good() with { Cancelled = true };
        });

        var result = await RunAsync(deployment, driver, CancellationToken.None);

        Assert.Equal(TrialOutcome.TargetFailed, result.Outcome);
        Assert.Equal("Replica 0 ran out of its memory limit.", result.Failure);
        Assert.Equal(FailureKind.OutOfMemory, result.FailureKind);
        Assert.Equal(1_000_000, result.Limits!.MemoryBytes);
        Assert.Contains(",1000000,", File.ReadAllText(Path.Combine(_folder.Path, ReportFolder.TargetFile)), StringComparison.Ordinal);
        Assert.True(stopped);
        Assert.True(deployment.Disposed);
    }

    [Fact]
    public async Task RunAsync_GeneratorCannotStart_IsLoadFailed()
    {
        var driver = new FakeLoadDriver((_, _) => throw new LoadSetupException("No transport works here."));

        var result = await RunAsync(_server.Deployment(managed: true), driver, CancellationToken.None);

        Assert.Equal(TrialOutcome.LoadFailed, result.Outcome);
        Assert.Equal("No transport works here.", result.Failure);
        Assert.Null(result.FailureKind);
    }

    [Fact]
    public async Task RunAsync_Cancelled_HasNoResultAndIsTornDown()
    {
        using var stop = new CancellationTokenSource();
        var deployment = _server.Deployment(managed: true);
        var driver = new FakeLoadDriver(async (_, _) =>
        {
            await stop.CancelAsync();
            return TestResults.Good() with { Cancelled = true };
        });

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => RunAsync(deployment, driver, stop.Token));

        Assert.True(deployment.Disposed);
    }

    [Fact]
    public async Task RunAsync_Repeats_HaveSeedsOfTheirOwn()
    {
        var driver = new FakeLoadDriver((_, _) => Task.FromResult(TestResults.Good()));
        foreach (var trial in TrialPlan.Create(TestProfiles.Create(2, 2)))
        {
            await Runner(new FakeDeployer(_ => _server.Deployment(managed: true)), driver).RunAsync(trial, Context(), _folder.Path, new SilentObserver(), CancellationToken.None);
        }

        var seeds = driver.Loads.Select(job => job.Seed).ToList();
        Assert.Equal(seeds[0], seeds[1]);
        Assert.NotEqual(seeds[0], seeds[2]);
        Assert.Equal(seeds[2], seeds[3]);
    }

    private Task<TrialResult> RunAsync(DeploymentFailedException failure) =>
        Runner(new FakeDeployer(_ => throw failure), new FakeLoadDriver((_, _) => Task.FromResult(TestResults.Good())))
            .RunAsync(_trial, Context(), _folder.Path, new SilentObserver(), CancellationToken.None);

    private Task<TrialResult> RunAsync(FakeDeployment deployment, FakeLoadDriver driver, CancellationToken token) =>
        Runner(new FakeDeployer(_ => deployment), driver).RunAsync(_trial, Context(), _folder.Path, new SilentObserver(), token);

    private static TrialRunner Runner(IDeployer deployer, ILoadDriver driver) => new(_ => deployer, driver, TimeProvider.System);

    private TrialContext Context() => new() { StateFolder = _folder.Path, ProfileFolder = _folder.Path, Seed = 42 };
}
