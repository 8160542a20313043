using LoadLab.Harness.Deployment;
using LoadLab.Harness.Deployment.Swarm;
using LoadLab.Harness.Profiles;
using LoadLab.Harness.Results;

namespace LoadLab.Harness.Tests.Deployment.Swarm;

public sealed class NodeCapacityTests
{
    [Fact]
    public void ThrowIfNoneFits_NobodyAdmitted_SaysHowNodesAreAndWhatIsAskedFor()
    {
        var configuration = TestConfigurations.Swarm(new SwarmConfig { Placement = ["node.labels.role == none"] });

        var error = Assert.Throws<DeploymentFailedException>(() => NodeCapacity.ThrowIfNoneFits(ServiceDemand.Of(configuration), [], [TestNodes.Node("node1", availability: "drain")]));

        Assert.Equal(FailureKind.Rejected, error.Kind);
        Assert.Contains("node1 is drain", error.Message, StringComparison.Ordinal);
        Assert.Contains("node.labels.role == none", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ThrowIfNoneFits_MoreCpusThanAnyNode_IsRefused() => Assert.Contains("limit of 4 CPUs",
        Assert.Throws<DeploymentFailedException>(() => Check(TestConfigurations.Swarm() with { Cpus = 4 })).Message, StringComparison.Ordinal);

    [Fact]
    public void ThrowIfNoneFits_MoreMemoryThanAnyNode_IsRefused() => Assert.Contains("of memory is more than",
        Assert.Throws<DeploymentFailedException>(() => Check(TestConfigurations.Swarm() with { MemoryBytes = 8L << 30 })).Message, StringComparison.Ordinal);

    [Fact]
    public void ThrowIfNoneFits_WhatFits_IsFine() => Check(TestConfigurations.Swarm() with { Cpus = 2, MemoryBytes = 1 << 30 });

    [Fact]
    public void Overcommitted_ReplicasThatAskForMoreTogether_IsTold() =>
        Assert.Contains("3 × 1 CPUs", Assert.Single(NodeCapacity.Overcommitted(TestConfigurations.Swarm() with { Cpus = 1 }, [(TestNodes.Node("node1"), 3), (TestNodes.Node("node2"), 2)])), StringComparison.Ordinal);

    private static void Check(Configuration configuration) => NodeCapacity.ThrowIfNoneFits(ServiceDemand.Of(configuration), [TestNodes.Node("node1")], [TestNodes.Node("node1")]);
}
