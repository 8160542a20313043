using LoadLab.Harness.Deployment.Swarm;

namespace LoadLab.Harness.Tests.Deployment.Swarm;

public sealed class TaskFailureTests
{
    private const long Limit = 64L << 20;

    [Fact]
    public void Describe_OutOfMemory_NamesTheLimit() =>
        Assert.Equal("ran out of its memory limit of 64 MiB and was killed by the kernel",
            TaskFailure.Describe(TestNodes.Task(1, "failed", error: "task: non-zero exit (137)", exitCode: 137), Limit, oomKilled: true));

    [Fact]
    public void Describe_KilledAndNobodyToAsk_SaysThatMemoryMayBeWhy() =>
        Assert.Contains("perhaps because it ran out", TaskFailure.Describe(TestNodes.Task(1, "failed", error: "x", exitCode: 137), Limit, oomKilled: null), StringComparison.Ordinal);

    [Theory]
    [InlineData("failed", "task: non-zero exit (3)", 3, "ended with exit code 3")]
    [InlineData("failed", "task: non-zero exit (137)", 137, "was ended by signal 9")]
    [InlineData("failed", "task: non-zero exit (255)", 255, "ended with exit code 255: its node's daemon was restarted and took its replicas with it, or its program ended with this code")]
    [InlineData("complete", "", 0, "ended with exit code 0")]
    [InlineData("shutdown", "", 0, "was shut down by somebody else")]
    [InlineData("failed", "starting container failed: exec: \"/bin/x\": no such file", 127, "could not be started: exec: \"/bin/x\": no such file")]
    public void Describe_OtherEnds_SayWhatHappened(string state, string error, int exitCode, string expected) =>
        Assert.Equal(expected, TaskFailure.Describe(TestNodes.Task(1, state, error: error, exitCode: exitCode), Limit, oomKilled: false));

    [Fact]
    public void Describe_MissingImage_SaysHowToGetItThere() =>
        Assert.Contains("harness image load", TaskFailure.Describe(TestNodes.Task(1, "rejected", error: "No such image: a/b:latest"), null, null), StringComparison.Ordinal);
}
