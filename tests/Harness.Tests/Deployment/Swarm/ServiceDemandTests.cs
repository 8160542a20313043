using LoadLab.Harness.Deployment;
using LoadLab.Harness.Deployment.Swarm;
using LoadLab.Harness.Profiles;

namespace LoadLab.Harness.Tests.Deployment.Swarm;

public sealed class ServiceDemandTests
{
    [Fact]
    public void NameOf_FirstTask_CountsAsUsersDo()
    {
        var task = TestNodes.Task(1, "running");

        Assert.Equal("Replica 0", ServiceDemand.Of(TestConfigurations.Swarm()).SubjectOf(task));
        Assert.Equal("agent 1", ServiceDemand.Of(new AgentsConfig { Count = 1 }).NameOf(task));
    }

    [Fact]
    public void Eligible_Placement_LeavesNodesOutThatItOrTheirStateForbids()
    {
        var demand = ServiceDemand.Of(new AgentsConfig { Count = 1, Placement = ["node.labels.role == load"] });

        Assert.Equal(["node2"], demand.Eligible([TestNodes.Node("node1", role: "target"), TestNodes.Node("node2"), TestNodes.Node("node3", availability: "drain")]).Select(node => node.Name));
    }

    [Fact]
    public void ThrowIfNoneFits_Agents_AreNamedWithTheirOwnKey()
    {
        var demand = ServiceDemand.Of(new AgentsConfig { Count = 1, Placement = ["node.labels.role == none"] });

        var error = Assert.Throws<DeploymentFailedException>(() => NodeCapacity.ThrowIfNoneFits(demand, [], [TestNodes.Node("node1")]));

        Assert.Contains("No node of the swarm may get an agent", error.Message, StringComparison.Ordinal);
        Assert.Contains("agents.placement asks for node.labels.role == none", error.Message, StringComparison.Ordinal);
    }
}
