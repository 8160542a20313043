using System.Globalization;
using LoadLab.Harness.Results;

namespace LoadLab.EndToEnd.Swarm;

/// <summary>Sweeps on a swarm, as a user runs them: targets on one node, the load from beside the other.</summary>
[Collection(nameof(SwarmCollection))]
public sealed class SwarmSweepTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [SwarmFact]
    public async Task Sweep_ReplicasCpusAndBatch_MeasuresEachReplicaAgainstItsLimit()
    {
        _folder.Write("grid.yml", """
            name: grid
            target:
              deployment: swarm
              image: loadlab/target-api
              environment: { MODEL: covertype-mlp, USE_BATCH_PROCESSING: "true", BATCH_SIZE: "{batch}", BATCH_TIMEOUT: 1ms }
              ready: { path: /readyz, within: 90s }
              swarm: { placement: ["node.labels.role == target"] }
            matrix:
              replicas: [1, 2]
              cpus: [0.25, 0.4]
              batch: [1, 8]
              exclude: [{ replicas: 1, cpus: 0.25 }, { replicas: 2, cpus: 0.4 }]
            load:
              scenario: predict
              simulations: [{ keep_constant: { copies: 16, during: 4s } }]
              warm_up: 1s
            trials: { repeats: 1 }
            """);

        using var harness = await HarnessProcess.RunAsync(_folder.Path, "sweep", "--profile", "grid.yml", "--out", "out");

        Assert.True(harness.HasMeasured, harness.Output + harness.Error);
        var trials = Trials();
        Assert.Equal(4, trials.Count);
        Assert.All(trials, trial => Assert.Equal(TrialOutcome.Completed, trial.Outcome));
        Assert.All(trials.SelectMany(trial => trial.Replicas), AssertLimited);
        Assert.Equal([1, 1, 2, 2], trials.Select(trial => trial.Replicas.Count).Order());
        Assert.All(trials.SelectMany(trial => trial.Replicas), replica => Assert.Equal("node2", replica.Node));
        Assert.Contains("throttled", File.ReadAllText(Path.Combine(Out, "report.md")), StringComparison.Ordinal);
        Assert.All(trials, trial => Assert.NotNull(trial.Batches));
        Assert.Empty(await TestSwarm.LeftoversAsync());

        void AssertLimited(ReplicaUsage replica)
        {
            var trial = trials.First(trial => trial.Replicas.Contains(replica));
            var limit = trial.Limits!.Cpus!.Value;
            Assert.Equal(EnforcedLimits.Docker, trial.Limits.CpuBy);
            Assert.True(replica.MeanCores <= 1.1 * limit, $"{replica.MeanCores} cores");
            Assert.True(replica.MeanReceivedBytesPerSecond > 0);

            // One replica has all users to itself: what it gets is its limit. Two may be held up by the machine they share with the load.
            if (trial.Replicas.Count == 1 || replica.ThrottledShare > 0.8)
            {
                Assert.True(replica.ThrottledShare > 0.8, $"throttled in {replica.ThrottledShare:P0} of its periods");
                Assert.True(replica.MeanCores >= 0.9 * limit, $"{replica.MeanCores} cores");
            }
        }
    }

    [SwarmFact]
    public async Task Sweep_TooLittleMemory_IsToldAsOutOfMemoryAndTheSweepGoesOn()
    {
        _folder.Write("memory.yml", """
            name: memory
            target:
              deployment: swarm
              image: loadlab/test-fastapi
              command: [uvicorn, "app:app", --host, 0.0.0.0, --port, "{port}", --workers, "{workers}"]
              ready: { path: /, within: 60s }
              swarm: { placement: ["node.labels.role == target"] }
            matrix:
              memory: [12M, 200M]
              workers: [1]
            load:
              request: { path: / }
              simulations: [{ keep_constant: { copies: 4, during: 2s } }]
            trials: { repeats: 1, order: sequential }
            """);

        using var harness = await HarnessProcess.RunAsync(_folder.Path, "sweep", "--profile", "memory.yml", "--out", "out");

        Assert.Equal(4, harness.ExitCode);
        var trials = Trials();
        Assert.Equal((TrialOutcome.TargetFailed, FailureKind.OutOfMemory), (trials[0].Outcome, trials[0].FailureKind!.Value));
        Assert.Contains("ran out of its memory limit of 12 MiB", trials[0].Failure, StringComparison.Ordinal);
        Assert.Equal(TrialOutcome.Completed, trials[1].Outcome);
        Assert.True(trials[1].Load!.Counts.Ok > 0);
        Assert.Empty(await TestSwarm.LeftoversAsync());
    }

    [SwarmFact]
    public async Task Sweep_ImageThatKnowsNothingOfLoadLab_IsMeasured()
    {
        WriteNginx(replicas: "[1, 2]", seconds: 2, swarm: "processes: kept, networks: [], ");

        using var harness = await HarnessProcess.RunAsync(_folder.Path, "sweep", "--profile", "nginx.yml", "--out", "out");

        Assert.True(harness.HasMeasured, harness.Output + harness.Error);
        Assert.All(Trials(), trial => Assert.True(trial.Load!.Counts is { Ok: > 100, Failed: 0 }, trial.Id));
        Assert.Empty(await TestSwarm.LeftoversAsync());
    }

    [SwarmFact]
    public async Task Sweep_KeptProcessesAndAConfigurationThatFitsNowhereBetween_MeasuresTheOneAfterIt()
    {
        WriteNginx(replicas: "[1], cpus: [0.5], include: [{ replicas: 1, cpus: 500 }, { replicas: 2, cpus: 0.5 }]", seconds: 1, swarm: "processes: kept, ");

        using var harness = await HarnessProcess.RunAsync(_folder.Path, "sweep", "--profile", "nginx.yml", "--out", "out");

        Assert.True(harness.ExitCode == 4, harness.Output + harness.Error);
        Assert.Equal([TrialOutcome.Completed, TrialOutcome.TargetFailed, TrialOutcome.Completed], Trials().Select(trial => trial.Outcome));
        Assert.Empty(await TestSwarm.LeftoversAsync());
    }

    [SwarmFact]
    public async Task Sweep_CtrlC_RemovesAllThatItMadeAndNothingElse()
    {
        using var other = await OtherService.StartAsync();
        WriteNginx(replicas: "[1]", seconds: 30);
        using var harness = HarnessProcess.Start(_folder.Path, "sweep", "--profile", "nginx.yml", "--out", "out");
        await UntilMeasuredAsync();

        harness.Interrupt();

        Assert.Equal(130, await harness.ExitCodeAsync());
        Assert.Contains("--resume", harness.Error, StringComparison.Ordinal);
        Assert.Empty(await TestSwarm.LeftoversAsync());
        await other.AssertRunsAsync();
    }

    [SwarmFact]
    public async Task Clean_AfterKill9_RemovesAllThatItMadeAndNothingElse()
    {
        using var other = await OtherService.StartAsync();
        WriteNginx(replicas: "[2]", seconds: 30);
        using var harness = HarnessProcess.Start(_folder.Path, "sweep", "--profile", "nginx.yml", "--out", "out");
        await UntilMeasuredAsync();
        using var tooEarly = await HarnessProcess.RunAsync(_folder.Path, "swarm", "clean");
        Assert.Contains("still runs", tooEarly.Output, StringComparison.Ordinal);

        harness.Kill();
        await harness.ExitCodeAsync();
        var left = await TestSwarm.LeftoversAsync();
        using var clean = await HarnessProcess.RunAsync(_folder.Path, "swarm", "clean");

        Assert.Equal(["container", "container", "network", "service"], left.Select(one => one.Kind).Order());
        Assert.Equal(0, clean.ExitCode);
        Assert.Contains("removed service loadlab-", clean.Output, StringComparison.Ordinal);
        Assert.Empty(await TestSwarm.LeftoversAsync());
        await other.AssertRunsAsync();
    }

    [SwarmFact]
    public async Task Sweep_ServiceRemovedBySomebodyElse_FailsThatTrialAndGoesOn()
    {
        WriteNginx(replicas: "[1, 2]", seconds: 10);
        using var harness = HarnessProcess.Start(_folder.Path, "sweep", "--profile", "nginx.yml", "--out", "out");
        await UntilMeasuredAsync();

        await TestSwarm.DockerAsync("service", "rm", (await TestSwarm.LeftoversAsync()).First(one => one.Kind == "service").Name);

        Assert.Equal(4, await harness.ExitCodeAsync());
        var trials = Trials();
        Assert.Contains(trials, trial => trial.Outcome == TrialOutcome.TargetFailed && trial.Failure!.Contains("by somebody else", StringComparison.Ordinal));
        Assert.Contains(trials, trial => trial.Outcome == TrialOutcome.Completed);
        Assert.Empty(await TestSwarm.LeftoversAsync());
    }

    [SwarmFact]
    public async Task Sweep_WhatTheSwarmCannotRun_IsToldForEachAndTheSweepGoesOn()
    {
        using var other = await OtherService.StartAsync();
        _folder.Write("bad.yml", $$"""
            name: bad
            target:
              deployment: swarm
              image: "{case.image}"
              ready: { path: /, within: 30s }
              swarm: { placement: ["node.labels.role == {case.role}"], entrypoint: ["{case.program}"], networks: ["{case.network}"] }
            matrix:
              cpus: [0.5]
              case:
                - { name: image, image: loadlab/nowhere, role: target, program: nginx, network: {{other.Name}} }
                - { name: role, image: loadlab/test-nginx, role: nobody, program: nginx, network: {{other.Name}} }
                - { name: program, image: loadlab/test-nginx, role: target, program: /bin/nowhere, network: {{other.Name}} }
                - { name: network, image: loadlab/test-nginx, role: target, program: nginx, network: loadlab-none }
              include: [{ cpus: 500, case: { name: size, image: loadlab/test-nginx, role: target, program: nginx, network: {{other.Name}} } }]
            ladder: case
            load: { request: { path: / }, simulations: [{ keep_constant: { copies: 1, during: 1s } }] }
            trials: { repeats: 1, order: sequential }
            """);

        using var harness = await HarnessProcess.RunAsync(_folder.Path, "sweep", "--profile", "bad.yml", "--out", "out");

        Assert.True(harness.ExitCode == 4, harness.Output + harness.Error);
        var failures = Trials().Select(trial => trial.Failure!).ToList();
        Assert.Contains("No such image", failures[0], StringComparison.Ordinal);
        Assert.Contains("No node of the swarm may get a replica", failures[1], StringComparison.Ordinal);
        Assert.Contains("could not be started", failures[2], StringComparison.Ordinal);
        Assert.Contains("/bin/nowhere", failures[2], StringComparison.Ordinal);
        Assert.Contains("There is no network loadlab-none", failures[3], StringComparison.Ordinal);
        Assert.Contains("limit of 500 CPUs is more than", failures[4], StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", harness.Output + harness.Error, StringComparison.Ordinal);
        Assert.Empty(await TestSwarm.LeftoversAsync());
    }

    [SwarmFact]
    public async Task Sweep_FromAContainerInTheOverlay_ReachesEachReplicaThere()
    {
        var name = $"inside-{Guid.NewGuid():N}"[..20];
        WriteNginx(replicas: "[2]", seconds: 2, swarm: $"publish: overlay, networks: [{name}], ");
        await TestSwarm.DockerAsync("network", "create", "--driver", "overlay", "--attachable", name);
        try
        {
            await TestSwarm.DockerAsync("create", "--name", name, "--user", "0", "--network", name, "--volume", "/var/run/docker.sock:/var/run/docker.sock",
                TestSwarm.Harness, "sweep", "--profile", "/loadlab/nginx.yml", "--out", "/loadlab/out");
            await TestSwarm.DockerAsync("cp", Path.Combine(_folder.Path, "nginx.yml"), $"{name}:/loadlab/nginx.yml");
            await TestSwarm.DockerAsync("start", name);
            await TestSwarm.DockerAsync("wait", name);
            await TestSwarm.DockerAsync("cp", $"{name}:/loadlab/out", Out);
        }
        finally
        {
            await TestSwarm.DockerAsync("rm", "--force", name);
            await TestSwarm.DockerAsync("network", "rm", name);
        }

        var trial = Assert.Single(Trials());
        Assert.True(trial.Load?.Counts is { Ok: > 100, Failed: 0 }, trial.Failure);
        Assert.Equal(2, trial.Replicas.Select(replica => replica.Endpoint).Distinct().Count());
        Assert.All(trial.Replicas, replica => Assert.Equal(8080, replica.Endpoint.Port));
    }

    [SwarmFact]
    public async Task Sweep_DaemonOfAWorker_SaysThatAManagerIsNeeded()
    {
        WriteNginx(replicas: "[1]", seconds: 1);
        var worker = Environment.GetEnvironmentVariable("LOADLAB_DOCKER_NODES")!.Split('=', 2)[1];

        using var harness = HarnessProcess.StartWith(new Dictionary<string, string> { ["DOCKER_HOST"] = worker }, _folder.Path, "sweep", "--profile", "nginx.yml", "--out", "out");

        Assert.Equal(7, await harness.ExitCodeAsync());
        Assert.Contains("only a manager takes orders", harness.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Out));
    }

    private string Out => Path.Combine(_folder.Path, "out");

    private List<TrialResult> Trials() =>
        [.. ReportFolder.Open(Out).Read().Trials.OrderBy(trial => trial.Sequence)];

    private void WriteNginx(string replicas, int seconds, string swarm = "") => _folder.Write("nginx.yml", $$"""
        name: nginx
        target:
          deployment: swarm
          image: loadlab/test-nginx
          ready: { path: /, within: 30s }
          swarm: { {{swarm}}placement: ["node.labels.role == target"] }
        matrix: { replicas: {{replicas}} }
        load:
          request: { path: / }
          simulations: [{ keep_constant: { copies: 4, during: {{seconds.ToString(CultureInfo.InvariantCulture)}}s } }]
        trials: { repeats: 1, order: sequential }
        """);

    private Task UntilMeasuredAsync() =>
        HarnessProcess.WaitUntilAsync(() => Directory.Exists(Out) && Directory.GetFiles(Out, "intervals.csv", SearchOption.AllDirectories).Any(file => File.ReadLines(file).Count() > 1), "a trial is measured");
}
