using LoadLab.Engine.SelfCheck;

namespace LoadLab.Engine.Tests.SelfCheck;

public sealed class RunWatchTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [Fact]
    public void ClockStep_ClockStepsForthAndBack_IsTheLargest()
    {
        var wall = new SteppedClock();
        var watch = new RunWatch(wall);

        wall.Offset = TimeSpan.FromMinutes(-5);
        End(watch, 0, isMeasured: true);
        wall.Offset = TimeSpan.Zero;
        End(watch, 0, isMeasured: true);

        Assert.Equal(-300, watch.ClockStep.TotalSeconds, 0);
    }

    [Fact]
    public void WorstInterval_OneBadSecond_IsFound()
    {
        var watch = new RunWatch(TimeProvider.System);
        End(watch, 900_000_000, isMeasured: false);
        End(watch, 1_000_000, isMeasured: true, second: 0);
        End(watch, 400_000_000, isMeasured: true, second: 1);
        End(watch, 2_000_000, isMeasured: true, second: 2);

        Assert.Equal(new BadInterval(Second, 0.4), watch.WorstInterval);
    }

    [Fact]
    public void WorstInterval_NoStall_IsNone()
    {
        var watch = new RunWatch(TimeProvider.System);
        End(watch, 0, isMeasured: true);

        Assert.Null(watch.WorstInterval);
    }

    [Fact]
    public void EndInterval_CollectionInIt_TellsThePauseOnce()
    {
        var watch = new RunWatch(TimeProvider.System);
        GC.Collect();

        Assert.True(End(watch, 0, isMeasured: true).GcPause > TimeSpan.Zero);
        Assert.True(watch.LongestGcPause > TimeSpan.Zero);
    }

    private static IntervalEvidence End(RunWatch watch, long stalledNs, bool isMeasured, int second = 0) =>
        watch.EndInterval(second * Second, Second, isMeasured, new StallTally(1, stalledNs, stalledNs, null));

    private sealed class SteppedClock : TimeProvider
    {
        public TimeSpan Offset { get; set; }

        public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + Offset;
    }
}
