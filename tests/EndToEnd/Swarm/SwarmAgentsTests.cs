using System.Globalization;
using System.Net;
using System.Net.Sockets;
using LoadLab.Harness.Results;

namespace LoadLab.EndToEnd.Swarm;

/// <summary>Sweeps whose load comes from agents that the swarm runs: targets on one node, agents on the other.</summary>
[Collection(nameof(SwarmCollection))]
public sealed class SwarmAgentsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [SwarmFact]
    public async Task Sweep_TwoAgentsOnAnotherNode_MakeTheLoadTogetherAndAreGoneAfterIt()
    {
        WriteNginx(copies: "[4, 6]", seconds: 3);

        using var harness = await HarnessProcess.RunAsync(_folder.Path, "sweep", "--profile", "nginx.yml", "--out", "out");

        Assert.True(harness.HasMeasured, harness.Output + harness.Error);
        var trials = Trials();
        Assert.Equal(2, trials.Count);
        Assert.All(trials, AssertMadeByTwo);
        Assert.Contains("agent-1 (node2) joined", harness.Error, StringComparison.Ordinal);
        Assert.Equal(["agent-1.log", "agent-2.log"], Directory.GetFiles(Path.Combine(Out, "agents")).Select(Path.GetFileName).Order());
        Assert.Empty(await TestSwarm.LeftoversAsync());

        void AssertMadeByTwo(TrialResult trial)
        {
            var agents = trial.Agents!.Agents;
            Assert.Equal(["agent-1", "agent-2"], agents.Select(agent => agent.Name).Order());
            Assert.All(agents, agent => Assert.Equal("node2", agent.Host));
            // The test swarm's nodes are namespaces of one kernel, so whoever runs there shares the processors of this process.
            Assert.All(agents, agent => Assert.True(agent.IsHere));
            Assert.All(agents, agent => Assert.True(agent.Ok > 100, $"{agent.Name}: {agent.Ok}"));
            Assert.Equal(1, agents.Sum(agent => agent.Share), 9);
            Assert.True(trial.Load!.Counts is { Failed: 0 }, trial.Failure);
            Assert.Equal(trial.Load.Counts.Ok, agents.Sum(agent => agent.Ok));
            Assert.All(agents, agent => Assert.True(new FileInfo(Path.Combine(Out, "trials", trial.Id, "agents", $"{agent.Name}.intervals")).Length > 0));
        }
    }

    [SwarmFact]
    public async Task Sweep_CtrlCWithTls_RemovesAgentsAndTheirToken()
    {
        WriteNginx(copies: "[4]", seconds: 30);
        using var harness = HarnessProcess.Start(_folder.Path, "sweep", "--profile", "nginx.yml", "--out", "out", "--agents-tls");
        await UntilMeasuredAsync(harness);
        Assert.Equal(["container", "container", "container", "network", "secret", "service", "service"], await KindsLeftAsync());

        harness.Interrupt();

        Assert.Equal(130, await harness.ExitCodeAsync());
        Assert.Empty(await TestSwarm.LeftoversAsync());
    }

    [SwarmFact]
    public async Task Clean_AfterKill9_RemovesAgentsAndTheirToken()
    {
        WriteNginx(copies: "[4]", seconds: 30);
        using var harness = HarnessProcess.Start(_folder.Path, "sweep", "--profile", "nginx.yml", "--out", "out");
        await UntilMeasuredAsync(harness);
        var service = (await TestSwarm.LeftoversAsync()).Single(one => one.Name.EndsWith("-agents", StringComparison.Ordinal) && one.Kind == "service").Name;
        var specification = await TestSwarm.DockerAsync("service", "inspect", service);

        harness.Kill();
        await harness.ExitCodeAsync();
        var left = await KindsLeftAsync();
        using var clean = await HarnessProcess.RunAsync(_folder.Path, "swarm", "clean");

        Assert.DoesNotContain("LOADLAB_AGENT_TOKEN", specification, StringComparison.Ordinal);
        Assert.Contains("secret", left);
        Assert.Equal(0, clean.ExitCode);
        Assert.Contains($"removed service {service}", clean.Output, StringComparison.Ordinal);
        Assert.Contains("removed secret loadlab-", clean.Output, StringComparison.Ordinal);
        Assert.Empty(await TestSwarm.LeftoversAsync());
    }

    [SwarmTheory]
    [InlineData("placement: [\"node.labels.role == nobody\"]", "No node of the swarm may get an agent", "agents.placement asks for node.labels.role == nobody")]
    [InlineData("cpus: 500", "An agent's limit of 500 CPUs is more than", "node2: ")]
    [InlineData("image: loadlab/nowhere", "was rejected by its node: No such image", "harness image load")]
    [InlineData("advertise: 192.0.2.1", "0 of 1 agents joined within 8 s: in the swarm 1 of 1 run", "They dial ws://192.0.2.1:")]
    public async Task Sweep_AgentsThatCannotBe_SaysWhyBeforeTheFirstTrial(string setting, string what, string more)
    {
        using var target = new TcpListener(IPAddress.Loopback, 0);
        target.Start();
        WriteElsewhere(target, setting);

        using var harness = await HarnessProcess.RunAsync(_folder.Path, "sweep", "--profile", "elsewhere.yml", "--out", "out");

        Assert.True(harness.ExitCode == 7, harness.Output + harness.Error);
        Assert.Contains(what, harness.Error, StringComparison.Ordinal);
        Assert.Contains(more, harness.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", harness.Output + harness.Error, StringComparison.Ordinal);
        Assert.Empty(await TestSwarm.LeftoversAsync());
    }

    [SwarmFact]
    public async Task Sweep_DaemonOfAWorker_SaysThatAManagerIsNeededForAgents()
    {
        using var target = new TcpListener(IPAddress.Loopback, 0);
        target.Start();
        WriteElsewhere(target, "cpus: 1");

        using var harness = HarnessProcess.StartWith(new Dictionary<string, string> { ["DOCKER_HOST"] = Stack.Worker }, _folder.Path, "sweep", "--profile", "elsewhere.yml", "--out", "out");

        Assert.Equal(7, await harness.ExitCodeAsync());
        Assert.Contains("only a manager takes orders", harness.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Out));
    }

    [SwarmFact]
    public async Task Sweep_FromAContainerInTheOverlay_HasAgentsReachReplicasThere()
    {
        var name = $"inside-{Guid.NewGuid():N}"[..20];
        WriteNginx(copies: "[4]", seconds: 2, swarm: $"publish: overlay, networks: [{name}], ", agents: $", advertise: {name}");
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
        Assert.Equal(2, trial.Agents!.Agents.Count);
        Assert.All(trial.Replicas, replica => Assert.Equal(8080, replica.Endpoint.Port));
        // Ended containers of a node whose daemon that harness did not know are removed by the swarm, a moment later.
        Assert.DoesNotContain(await KindsLeftAsync(), kind => kind != "container");
    }

    private string Out => Path.Combine(_folder.Path, "out");

    private List<TrialResult> Trials() => [.. ReportFolder.Open(Out).Read().Trials.OrderBy(trial => trial.Sequence)];

    private void WriteNginx(string copies, int seconds, string swarm = "", string agents = "") => _folder.Write("nginx.yml", $$"""
        name: nginx
        target:
          deployment: swarm
          image: {{TestSwarm.Nginx}}
          ready: { path: /, within: 30s }
          swarm: { {{swarm}}placement: ["node.labels.role == load"] }
        agents: { count: 2, placement: ["node.labels.role == target"], listen: "0.0.0.0:0"{{agents}} }
        matrix: { copies: {{copies}} }
        load:
          request: { path: / }
          simulations: [{ keep_constant: { copies: "{copies}", during: {{seconds.ToString(CultureInfo.InvariantCulture)}}s } }]
        trials: { repeats: 1, order: sequential }
        """);

    /// <summary>A target that is not the swarm's; the sweep comes no further than to see that somebody listens there.</summary>
    private void WriteElsewhere(TcpListener target, string setting) => _folder.Write("elsewhere.yml", $$"""
        name: elsewhere
        target: { deployment: external, urls: ["http://{{target.LocalEndpoint}}"] }
        load:
          request: { path: / }
          simulations: [{ keep_constant: { copies: 1, during: 1s } }]
        agents:
          count: 1
          start: swarm
          within: 8s
          listen: "0.0.0.0:0"
          {{setting}}
        """);

    private static async Task<IReadOnlyList<string>> KindsLeftAsync() => [.. (await TestSwarm.LeftoversAsync()).Select(one => one.Kind).Order(StringComparer.Ordinal)];

    private Task UntilMeasuredAsync(HarnessProcess harness) => HarnessProcess.WaitUntilAsync(
        () => Directory.Exists(Out) && Directory.GetFiles(Out, "intervals.csv", SearchOption.AllDirectories).Any(file => File.ReadLines(file).Count() > 1), $"a trial is measured: {harness.Error}");
}
