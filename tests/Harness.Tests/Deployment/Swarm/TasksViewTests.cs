using LoadLab.Harness.Deployment.Swarm;

namespace LoadLab.Harness.Tests.Deployment.Swarm;

public sealed class TasksViewTests
{
    [Fact]
    public void Of_AllRunning_IsComplete() => Assert.True(TasksView.Of([TestNodes.Task(2, "running"), TestNodes.Task(1, "running")], 2).AreAllRunning);

    [Fact]
    public void Of_AllRunning_IsBySlot() => Assert.Equal([1, 2], TasksView.Of([TestNodes.Task(2, "running"), TestNodes.Task(1, "running")], 2).Current.Select(task => task.Slot));

    [Fact]
    public void Of_OneStillLeaving_IsNotComplete() =>
        Assert.False(TasksView.Of([TestNodes.Task(1, "running"), TestNodes.Task(2, "running", desired: "remove")], 1).AreAllRunning);

    [Fact]
    public void Of_ScaledDown_IsNoEnd()
    {
        var view = TasksView.Of([TestNodes.Task(1, "running"), TestNodes.Task(2, "shutdown", desired: "remove")], 1);

        Assert.True(view.AreAllRunning);
        Assert.Empty(view.Ended);
    }

    [Fact]
    public void Of_Failed_IsAnEnd() => Assert.Single(TasksView.Of([TestNodes.Task(1, "failed", desired: "shutdown")], 1).Ended);

    [Fact]
    public void Describe_Pending_SaysWhatItWaitsFor() =>
        Assert.Equal("1 of 2 run, replica 1 is pending (no suitable node)",
            TasksView.Of([TestNodes.Task(1, "running"), TestNodes.Task(2, "pending", error: "no suitable node")], 2).Describe(ServiceDemand.Of(TestConfigurations.Swarm())));
}
