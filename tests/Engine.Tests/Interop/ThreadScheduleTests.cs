using System.Text;
using LoadLab.Engine.Interop;
using LoadLab.Engine.SelfCheck;

namespace LoadLab.Engine.Tests.Interop;

public sealed class ThreadScheduleTests
{
    [Theory]
    [InlineData("123456789 2500000 77\n", 2_500_000, 77)]
    [InlineData("0 0 0", 0, 0)]
    public void Parse_ThreeNumbers_TakesTheLastTwo(string line, long delayNs, long slices) =>
        Assert.Equal(new SchedulerTimes(delayNs, slices), ThreadSchedule.Parse(Encoding.ASCII.GetBytes(line)));

    [Theory]
    [InlineData("")]
    [InlineData("1 2")]
    [InlineData("1 two 3")]
    public void Parse_AnythingElse_IsUnknown(string line) => Assert.Null(ThreadSchedule.Parse(Encoding.ASCII.GetBytes(line)));

    [Fact]
    public void TryRead_ThreadThatSleepsBetween_HasRunAgain()
    {
        using var schedule = ThreadSchedule.TryOpen();
        if (schedule is null)
        {
            // A kernel without the account: the engine falls back on counting involuntary switches.
            return;
        }

        var before = schedule.TryRead()!.Value;
        Thread.Sleep(2);
        var passed = schedule.TryRead()!.Value - before;

        Assert.True(passed.Slices >= 1);
        Assert.True(passed.RunDelayNs >= 0);
    }
}
