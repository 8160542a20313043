using LoadLab.Harness.Deployment.Swarm;

namespace LoadLab.Harness.Tests.Deployment.Swarm;

public sealed class PlacementConstraintTests
{
    [Theory]
    [InlineData("node.labels.role == target", true)]
    [InlineData("node.labels.role==target", true)]
    [InlineData("node.labels.role != target", false)]
    [InlineData("node.labels.disk == ssd", false)]
    [InlineData("node.labels.disk != ssd", true)]
    [InlineData("node.hostname == node2", true)]
    [InlineData("node.role == manager", false)]
    [InlineData("node.id == n2", true)]
    [InlineData("engine.labels.os == debian", true)]
    public void Admit_OneConstraint_IsJudgedWhereItCanBe(string constraint, bool expected) =>
        Assert.Equal(expected, PlacementConstraint.Admit([constraint], TestNodes.Node("node2", role: "target")));

    [Fact]
    public void Admit_Several_AllHaveToHold() =>
        Assert.False(PlacementConstraint.Admit(["node.labels.role == target", "node.hostname == node1"], TestNodes.Node("node2", role: "target")));
}
