using LoadLab.Harness.Cli.Doctor;
using LoadLab.Harness.Deployment.Swarm.Api;
using LoadLab.Harness.Deployment.Swarm.Api.Models;
using LoadLab.Harness.Tests.Deployment.Swarm;

namespace LoadLab.Harness.Tests.Cli.Doctor;

/// <summary>What is made of the daemon's answers; that they are got is tested on a real swarm.</summary>
public sealed class DockerChecksTests
{
    private static readonly DockerHost Host = new(new Uri("unix:///run/docker.sock"));

    [Fact]
    public async Task RunAsync_NoDaemon_IsOptional()
    {
        var results = await DockerChecks.RunAsync(Context("DOCKER_HOST", "unix:///nowhere/docker.sock"), CancellationToken.None);

        var result = Assert.Single(results);
        Assert.Equal((CheckStatus.Warn, "nothing, as long as targets are local or external"), (result.Status, result.Mend));
        Assert.Contains("No Docker daemon listens at unix:///nowhere/docker.sock", result.Finding, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunAsync_AddressThatCannotBeUnderstood_IsToldAndNothingElseFails()
    {
        var result = Assert.Single(await DockerChecks.RunAsync(Context("LOADLAB_DOCKER_NODES", "node2"), CancellationToken.None));

        Assert.Equal(CheckStatus.Warn, result.Status);
        Assert.Contains("has the entry 'node2'", result.Finding, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true, true, "Ok", "20.10.24 at unix:///run/docker.sock")]
    [InlineData(true, false, "Warn", "cannot limit memory")]
    [InlineData(false, true, "Warn", "cannot limit CPU")]
    public void Daemon_Limits_HaveToBeEnforced(bool cpu, bool memory, string status, string finding)
    {
        var result = DockerChecks.Daemon(new DaemonInfo { ServerVersion = "20.10.24", CpuCfsQuota = cpu, MemoryLimit = memory }, Host);

        Assert.Equal(status, result.Status.ToString());
        Assert.Contains(finding, result.Finding, StringComparison.Ordinal);
    }

    [Fact]
    public void Nodes_AllReadyWithOneForTheTarget_IsOk()
    {
        var result = DockerChecks.Nodes([TestNodes.Node("node2", "target"), TestNodes.Node("node1")]);

        Assert.Equal((CheckStatus.Ok, "node1 (worker, role=load), node2 (worker, role=target)"), (result.Status, result.Finding));
    }

    [Fact]
    public void Nodes_NoneForTheTarget_SaysHowToLabelOne() =>
        Assert.Equal("docker node update --label-add role=target NODE", DockerChecks.Nodes([TestNodes.Node("node1"), TestNodes.Node("node2")]).Mend);

    [Fact]
    public void Nodes_Drained_SaysHowToUseItAgain()
    {
        var result = DockerChecks.Nodes([TestNodes.Node("node1"), TestNodes.Node("node2", "target", availability: "drain")]);

        Assert.Equal("docker node update --availability active node2", result.Mend);
        Assert.Contains("node2 (worker, drain, role=target)", result.Finding, StringComparison.Ordinal);
    }

    [Fact]
    public void Nodes_Down_SaysWhichOneToStart() =>
        Assert.StartsWith("start Docker on node2", DockerChecks.Nodes([TestNodes.Node("node1"), TestNodes.Node("node2", "target") with { Status = new NodeStatus { State = "down" } }]).Mend, StringComparison.Ordinal);

    [Fact]
    public void Nodes_One_SaysThatASecondIsWanted() =>
        Assert.StartsWith("let a second machine join", DockerChecks.Nodes([TestNodes.Node("node1", "target")]).Mend, StringComparison.Ordinal);

    [Fact]
    public void Daemons_NotNamed_SaysWhatWillBeMissingAndHowToNameThem()
    {
        var result = DockerChecks.Daemons(["node2"], []);

        Assert.Contains("throttling and kills of replicas there will be missing", result.Finding, StringComparison.Ordinal);
        Assert.StartsWith("name them: LOADLAB_DOCKER_NODES=node2=", result.Mend, StringComparison.Ordinal);
    }

    [Fact]
    public void Daemons_NameOfNoNode_IsTold() =>
        Assert.Contains("names noed2, which no node", DockerChecks.Daemons(["node2"], ["noed2"]).Finding, StringComparison.Ordinal);

    [Theory]
    [InlineData(true, "Ok")]
    [InlineData(false, "Warn")]
    public void RoutingMesh_Ipvs_IsNeeded(bool ipvs, string expected) => Assert.Equal(expected, DockerChecks.RoutingMesh(ipvs).Status.ToString());

    private static DoctorContext Context(string name, string value) => new()
    {
        Environment = new Dictionary<string, string> { [name] = value },
        HarnessFolder = "/",
    };
}
