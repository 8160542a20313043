using LoadLab.Engine.SelfCheck;

namespace LoadLab.Engine.Tests.SelfCheck;

public sealed class WakeAllowanceTests
{
    [Fact]
    public void Excess_AfterManyUsualWakes_AllowsEachTheUsualWait()
    {
        var allowance = Learned(new SchedulerTimes(RunDelayNs: 200_000, Slices: 100));

        Assert.Equal(0, allowance.Excess(new SchedulerTimes(190_000, 100)));
        Assert.InRange(allowance.Excess(new SchedulerTimes(3_200_000, 100)), 2_990_000, 3_010_000);
    }

    [Fact]
    public void Excess_WakesThatAlwaysWaitLong_ExcusesNoMoreThanItsMost()
    {
        var allowance = Learned(new SchedulerTimes(RunDelayNs: 400_000, Slices: 10));

        Assert.InRange(allowance.Ns, 0, WakeAllowance.MostNs);
        Assert.True(allowance.Excess(new SchedulerTimes(400_000, 10)) >= 350_000);
    }

    [Fact]
    public void Learn_NoSlices_ChangesNothing()
    {
        var allowance = Learned(new SchedulerTimes(100_000, 50));
        var before = allowance.Ns;

        allowance.Learn(default);

        Assert.Equal(before, allowance.Ns);
    }

    private static WakeAllowance Learned(SchedulerTimes usual)
    {
        var allowance = new WakeAllowance();
        for (var i = 0; i < 500; i++)
        {
            allowance.Learn(usual);
        }

        return allowance;
    }
}
