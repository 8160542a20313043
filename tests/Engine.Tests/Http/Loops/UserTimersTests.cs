using FsCheck;
using FsCheck.Fluent;
using LoadLab.Engine.Http.Loops;

namespace LoadLab.Engine.Tests.Http.Loops;

public sealed class UserTimersTests
{
    [Fact]
    public void Take_AnyTimes_ComeInOrder() =>
        Check.QuickThrowOnFailure(Prop.ForAll<int[]>(times =>
        {
            var timers = new UserTimers();
            var users = times.Select(time => (Time: (long)time, User: new VirtualUser(1))).ToArray();
            foreach (var (time, user) in users)
            {
                timers.Add(time, user);
            }

            var taken = users.Select(_ => (Time: timers.NextDueNs, User: timers.Take())).ToArray();
            return taken.Select(entry => entry.Time).SequenceEqual(users.Select(entry => entry.Time).Order())
                && taken.ToHashSet().SetEquals(users)
                && timers.NextDueNs == UserTimers.Never;
        }));

    [Fact]
    public void Add_AfterGrowth_AllocatesNothing()
    {
        var timers = new UserTimers();
        var user = new VirtualUser(1);
        FillAndEmpty(timers, user);
        var before = GC.GetAllocatedBytesForCurrentThread();

        FillAndEmpty(timers, user);

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    private static void FillAndEmpty(UserTimers timers, VirtualUser user)
    {
        for (var i = 0; i < 10_000; i++)
        {
            timers.Add(i * 7919 % 10_007, user);
        }

        for (var i = 0; i < 10_000; i++)
        {
            timers.Take();
        }
    }
}
