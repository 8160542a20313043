using System.Net;
using System.Net.Sockets;
using LoadLab.Harness.Deployment;
using LoadLab.Harness.Deployment.Local;
using LoadLab.Harness.Deployment.Local.Cgroups;
using LoadLab.Harness.Profiles;
using LoadLab.Harness.Results;

namespace LoadLab.Harness.Tests.Deployment.Local;

public sealed class LocalDeployerTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task DeployAsync_TwoReplicas_EachHasItsPortAndItsEnvironment()
    {
        var configuration = Shell("echo replica {replica} port $PORT {port} mode $MODE; exec sleep 60");
        configuration = configuration with
        {
            Replicas = 2,
            Target = configuration.Target with { Environment = new Dictionary<string, string> { ["MODE"] = "m{replica}" } },
        };

        await using var deployment = await DeployAsync(configuration);

        var ports = deployment.Replicas.Select(replica => replica.Endpoint.Port).ToList();
        Assert.Equal(2, ports.Distinct().Count());
        Assert.Equal($"replica 0 port {ports[0]} {ports[0]} mode m0", await LogAsync(deployment, 0));
        Assert.Equal($"replica 1 port {ports[1]} {ports[1]} mode m1", await LogAsync(deployment, 1));
    }

    [Fact]
    public async Task DeployAsync_PortInUse_SaysWhichPortAndWho()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        var configuration = Shell("exec sleep 60");

        var error = await Assert.ThrowsAsync<DeploymentFailedException>(
            () => DeployAsync(configuration with { Target = configuration.Target with { Port = port } }));

        Assert.Contains($"Port {port} is in use by ", error.Message, StringComparison.Ordinal);
        Assert.Contains($"(process {Environment.ProcessId})", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ended_ReplicaExitsEarly_TellsCodeAndLastLines()
    {
        await using var deployment = await DeployAsync(Shell("echo no such model >&2; exit 3"));

        var sentence = (await deployment.Ended.WaitAsync(TimeSpan.FromSeconds(20))).Sentence;

        Assert.Contains("Replica 0 ended with exit code 3", sentence, StringComparison.Ordinal);
        Assert.Contains("no such model", sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ended_CommandDoesNotExist_SaysSo()
    {
        await using var deployment = await DeployAsync(TestConfigurations.Local("/nowhere/at-all"));

        Assert.Contains("/nowhere/at-all", (await deployment.Ended.WaitAsync(TimeSpan.FromSeconds(20))).Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task DisposeAsync_WorkersThatIgnoreTheSignal_LeavesNoProcess()
    {
        var deployment = await DeployAsync(Shell("trap '' TERM; sleep 61 & setsid sleep 62 & echo $!; wait; exec sleep 60"));
        var escaped = int.Parse(await LogAsync(deployment, 0));
        var session = ((LocalDeployment)deployment).Leaders[0];

        await deployment.DisposeAsync();

        Assert.DoesNotContain(ProcessStat.ReadAll(), stat => stat.Session == session && stat.State != 'Z');
        if (CgroupsWork())
        {
            // A worker that left the session is found by its control group alone.
            Assert.True(ProcessStat.Read(escaped) is null or { State: 'Z' });
        }
        else
        {
            System.Diagnostics.Process.GetProcessById(escaped).Kill();
        }
    }

    [Fact]
    public async Task DisposeAsync_NoControlGroups_EndsTheWholeProcessGroup()
    {
        var deployer = new LocalDeployer(null, [], ProcessorPlan.Allowed());
        var deployment = await deployer.DeployAsync(Request(Shell("sleep 61 & sleep 62 & echo started; wait")), CancellationToken.None);
        await LogAsync(deployment, 0);
        var session = ((LocalDeployment)deployment).Leaders[0];
        Assert.Equal(3, ProcessStat.ReadAll().Count(stat => stat.Session == session));

        await deployment.DisposeAsync();

        Assert.DoesNotContain(ProcessStat.ReadAll(), stat => stat.Session == session && stat.State != 'Z');
    }

    [Fact]
    public async Task Limits_AskedForWhereControlGroupsWork_AreInForceInsideTheReplica()
    {
        if (!CgroupsWork())
        {
            return;
        }

        var configuration = Shell("i=0; while [ $i -lt 3000000 ]; do i=$((i+1)); done; exec sleep 60") with { Cpus = 0.1, MemoryBytes = 64 << 20 };
        await using var deployment = await DeployAsync(configuration);
        await Task.Delay(1500);

        var reading = deployment.ReadResources(0)!.Value;
        Assert.StartsWith("cgroup-v", deployment.Limits!.CpuBy, StringComparison.Ordinal);
        Assert.StartsWith("cgroup-v", deployment.Limits.MemoryBy, StringComparison.Ordinal);
        Assert.Equal(0.1, deployment.Limits.Cpus);
        Assert.True(reading.ThrottledPeriods > 0, "a busy loop under a tenth of a processor must have been throttled");
    }

    [Fact]
    public async Task Ended_ReplicaExceedsItsMemory_SaysItWasKilledForMemory()
    {
        if (!CgroupsWork())
        {
            return;
        }

        var configuration = Shell("x=a; while true; do x=$x$x; done") with { MemoryBytes = 32 << 20 };
        await using var deployment = await DeployAsync(configuration);

        var end = await deployment.Ended.WaitAsync(TimeSpan.FromSeconds(30));
        Assert.Contains("ran out of its memory limit of 32 MiB", end.Sentence, StringComparison.Ordinal);
        Assert.Equal(FailureKind.OutOfMemory, end.Kind);
    }

    [Fact]
    public async Task Limits_NoControlGroups_FallBackAndSaySo()
    {
        var deployer = new LocalDeployer(null, [], [0, 1]);
        var configuration = Shell("echo $DOTNET_GCHeapHardLimit; exec sleep 60") with { Cpus = 0.5, MemoryBytes = 1 << 28 };

        await using var deployment = await deployer.DeployAsync(Request(configuration), CancellationToken.None);

        Assert.Equal("affinity", deployment.Limits!.CpuBy);
        Assert.Equal(1, deployment.Limits.Cpus);
        Assert.Equal("heap-limit", deployment.Limits.MemoryBy);
        Assert.Equal("10000000", await LogAsync(deployment, 0));
        Assert.True(deployment.ReadResources(0)!.Value.MemoryBytes > 0);
    }

    [Fact]
    public async Task Limits_TwoProcessors_ReplicasAndGeneratorAreKeptApart()
    {
        var allowed = ProcessorPlan.Allowed();
        if (allowed.Count < 2)
        {
            return;
        }

        await using var deployment = await DeployAsync(Shell("grep Cpus_allowed_list /proc/self/status; exec sleep 60"));

        var inside = ProcessorPlan.ParseList((await LogAsync(deployment, 0)).Split('\t')[1]);
        Assert.Equal(deployment.Limits!.TargetProcessors, inside);
        Assert.Empty(inside.Intersect(deployment.Limits.GeneratorProcessors!));
    }

    private static Configuration Shell(string script) => TestConfigurations.Local("/bin/sh", "-c", script);

    private static bool CgroupsWork()
    {
        using var probe = new CgroupRun(CgroupHierarchy.Detect(), CgroupRun.NameOf(ProcessIdentity.Current) + "0");
        return probe.TryCreate(0, 0.5, 64 << 20) is { CpuBy: not null, MemoryBy: not null };
    }

    private Task<IDeployment> DeployAsync(Configuration configuration) => new LocalDeployer(null).DeployAsync(Request(configuration), CancellationToken.None);

    private DeploymentRequest Request(Configuration configuration) =>
        new() { Configuration = configuration, ProfileFolder = _folder.Path, LogFolder = _folder.Path, StateFolder = _folder.Path };

    private static async Task<string> LogAsync(IDeployment deployment, int replica)
    {
        for (var attempt = 0; attempt < 200; attempt++)
        {
            if (await deployment.LogTailAsync(replica, CancellationToken.None) is { Length: > 0 } log)
            {
                return log;
            }

            await Task.Delay(50);
        }

        throw new TimeoutException("The replica printed nothing.");
    }
}
