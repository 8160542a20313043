using LoadLab.Engine.Http.Loops;

namespace LoadLab.Engine.Tests.Http.Loops;

public sealed class LoopOutcomeTests
{
    [Theory]
    [InlineData(500L, 100L, 0.4)]
    [InlineData(2000L, 0L, 1.0)]
    [InlineData(null, 100L, null)]
    public void CpuShare_TimeOfTheThread_IsThatWithoutSpinningOrUnknown(long? usedNs, long spunNs, double? expected) =>
        Assert.Equal(expected, new LoopOutcome { Used = new UsageSnapshot() with { ThreadCpuNs = usedNs }, SpunNs = spunNs, ElapsedNs = 1000 }.CpuShare);
}
