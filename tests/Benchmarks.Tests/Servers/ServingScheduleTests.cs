using LoadLab.Benchmarks.Servers;

namespace LoadLab.Benchmarks.Tests.Servers;

public sealed class ServingScheduleTests
{
    private const long Ms = 1_000_000;

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 10)]
    [InlineData(390, 390)]
    [InlineData(391, 600)]
    [InlineData(400, 600)]
    [InlineData(599, 600)]
    [InlineData(600, 600)]
    [InlineData(601, 610)]
    [InlineData(5_391, 5_600)]
    public void NextServing_InSteps_IsTheNextMultipleOutsideTheStall(long afterMs, long expectedMs)
    {
        var schedule = new ServingSchedule(TimeSpan.FromMilliseconds(10), TimeSpan.FromMilliseconds(200));

        Assert.Equal(expectedMs * Ms, schedule.NextServing(afterMs * Ms));
        Assert.Equal(expectedMs * Ms, schedule.ServesUntil(expectedMs * Ms));
    }

    [Theory]
    [InlineData(0, 0, 400)]
    [InlineData(123, 123, 400)]
    [InlineData(400, 600, 1_400)]
    [InlineData(550, 600, 1_400)]
    [InlineData(1_000, 1_000, 1_400)]
    public void NextServing_WithoutSteps_IsNowOrTheStallsEnd(long afterMs, long expectedMs, long untilMs)
    {
        var schedule = new ServingSchedule(TimeSpan.Zero, TimeSpan.FromMilliseconds(200));

        Assert.Equal(expectedMs * Ms, schedule.NextServing(afterMs * Ms));
        Assert.Equal(untilMs * Ms, schedule.ServesUntil(expectedMs * Ms));
    }
}
