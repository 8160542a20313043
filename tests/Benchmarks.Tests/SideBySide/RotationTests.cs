using LoadLab.Benchmarks.SideBySide;

namespace LoadLab.Benchmarks.Tests.SideBySide;

public sealed class RotationTests
{
    [Fact]
    public void Turn_EachRepetition_BeginsOneFurtherOnAndLeavesNobodyOut()
    {
        string[] clients = ["a", "b", "c"];

        Assert.Equal(["abc", "bca", "cab", "abc"], Enumerable.Range(0, 4).Select(repetition => string.Concat(Rotation.Turn(clients, repetition))));
    }
}
