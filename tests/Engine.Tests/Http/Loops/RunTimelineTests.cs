using LoadLab.Engine.Http.Loops;

namespace LoadLab.Engine.Tests.Http.Loops;

public sealed class RunTimelineTests
{
    [Fact]
    public void Start_TimedPhases_KnowsEveryEnd()
    {
        var timeline = Started([10, 20, 30], warmUpPhases: 1, loops: 2);

        Assert.Equal([1010, 1030, 1060], Enumerable.Range(0, 3).Select(timeline.EndOf));
        Assert.Equal((1010, 1060), (timeline.MeasuredStartNs, timeline.EndNs));
    }

    [Fact]
    public void FinishIterations_LastLoop_SetsTheEndsThatFollow()
    {
        var timeline = Started([10, null, 30], warmUpPhases: 1, loops: 2);
        Assert.Equal(RunTimeline.Unknown, timeline.EndOf(1));

        Assert.False(timeline.FinishIterations(1, 1100));
        Assert.Equal(RunTimeline.Unknown, timeline.EndNs);
        Assert.True(timeline.FinishIterations(1, 1200));

        Assert.Equal((1200, 1230, 1230), (timeline.EndOf(1), timeline.EndOf(2), timeline.EndNs));
    }

    [Fact]
    public void FinishIterations_AfterALoopPassedALaterBoundary_EndsNotBeforeIt()
    {
        var timeline = Started([null], warmUpPhases: 0, loops: 1);
        Assert.True(timeline.TryPass(1500));

        timeline.FinishIterations(0, 1499);

        Assert.Equal(1500, timeline.EndNs);
        Assert.False(timeline.TryPass(1500));
    }

    [Fact]
    public void Cancel_BeforeTheEnd_MovesItAndSaysSo()
    {
        var timeline = Started([100], warmUpPhases: 0, loops: 1);

        timeline.Cancel(1040);

        Assert.True(timeline.IsCancelled);
        Assert.Equal(1040, timeline.EndNs);
        Assert.False(timeline.TryPass(1050));
    }

    [Fact]
    public void Cancel_AfterTheEnd_ChangesNothing()
    {
        var timeline = Started([100], warmUpPhases: 0, loops: 1);

        timeline.Cancel(1200);

        Assert.False(timeline.IsCancelled);
        Assert.Equal(1100, timeline.EndNs);
    }

    [Fact]
    public void FinishIterations_EndIsToldFromOutside_TellsOnceAndWaitsForIt()
    {
        var told = new List<(int Phase, long AtNs)>();
        var timeline = new RunTimeline([10, null, 30], warmUpPhases: 1, loops: 2, (phase, atNs) => told.Add((phase, atNs)));
        timeline.Start(1000);

        timeline.FinishIterations(1, 1100);
        Assert.Empty(told);
        Assert.False(timeline.FinishIterations(1, 1200));

        Assert.Equal([(1, 1200L)], told);
        Assert.Equal(RunTimeline.Unknown, timeline.EndNs);
        Assert.True(timeline.EndPhase(1, 1500, nowNs: 1300));
        Assert.Equal((1500, 1530, 1530), (timeline.EndOf(1), timeline.EndOf(2), timeline.EndNs));
        Assert.False(timeline.EndPhase(1, 1600, nowNs: 1300));
        Assert.Equal(1500, timeline.EndOf(1));
    }

    [Theory]
    [InlineData(1150, 1200)]
    [InlineData(1250, 1250)]
    public void EndPhase_BeforeEveryLoopHasFinished_EndsWhenTheLastHas(long toldNs, long expectedNs)
    {
        var timeline = new RunTimeline([null], warmUpPhases: 0, loops: 2, (_, _) => { });
        timeline.Start(1000);
        timeline.FinishIterations(0, 1100);

        Assert.False(timeline.EndPhase(0, toldNs, nowNs: 1120));
        Assert.Equal(RunTimeline.Unknown, timeline.EndNs);
        Assert.True(timeline.FinishIterations(0, 1200));

        Assert.Equal(expectedNs, timeline.EndNs);
    }

    [Theory]
    [InlineData(1100, 1300, 1300)]
    [InlineData(1100, 1100, 1250)]
    public void EndPhase_MomentIsPast_EndsNowAndNotBeforeAnIntervalThatWasClosed(long toldNs, long nowNs, long expectedNs)
    {
        var timeline = new RunTimeline([null], warmUpPhases: 0, loops: 1, (_, _) => { });
        timeline.Start(1000);
        timeline.FinishIterations(0, 1050);
        Assert.True(timeline.TryPass(1250));

        Assert.True(timeline.EndPhase(0, toldNs, nowNs));

        Assert.Equal(expectedNs, timeline.EndNs);
    }

    [Fact]
    public void EndPhase_NobodyWaitsForIt_ChangesNothing()
    {
        var timeline = Started([null, 10], warmUpPhases: 0, loops: 1);

        Assert.False(timeline.EndPhase(0, 1100, nowNs: 1100));

        timeline.FinishIterations(0, 1200);
        Assert.Equal(1210, timeline.EndNs);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void TryFind_AnyMoment_TellsThePhaseItFallsInto(bool isStarted)
    {
        var timeline = isStarted ? Started([10, 20, 30], 1, 1) : new RunTimeline([10, 20, 30], 1, 1);

        Assert.Equal(
            [(true, 0, 0L), (true, 0, 9), (true, 1, 0), (true, 1, 19), (true, 2, 0), (true, 2, 29), (false, 3, 0), (false, 0, -1)],
            new long[] { 0, 9, 10, 29, 30, 59, 60, -1 }.Select(offset => (timeline.TryFind(offset, out var phase, out var since), phase, since)));
    }

    [Fact]
    public void TryFind_BehindIterations_IsFoundOnceTheirEndIsKnown()
    {
        var timeline = Started([10, null, 30], warmUpPhases: 0, loops: 1);
        Assert.True(timeline.TryFind(9, out _, out _));
        Assert.False(timeline.TryFind(10, out _, out _));
        Assert.False(timeline.TryFind(5000, out _, out _));

        timeline.FinishIterations(1, 1100);

        Assert.False(timeline.TryFind(50, out _, out _));
        Assert.True(timeline.TryFind(105, out var phase, out var since));
        Assert.Equal((2, 5), (phase, since));
    }

    [Fact]
    public void HoldToLease_MomentIsPast_EndsTheRunAsOfThatMoment()
    {
        var timeline = Started([100], warmUpPhases: 0, loops: 1);
        timeline.HoldToLease(1010);
        Assert.True(timeline.TryHoldUntil(1030));
        Assert.True(timeline.TryHoldUntil(1040));

        timeline.HoldToLease(1039);
        Assert.Equal((1040, 1100, false, RunTimeline.LastRound), (timeline.LeaseEndsNs, timeline.EndNs, timeline.IsCancelled, timeline.LastArrivals));
        timeline.HoldToLease(5000);

        Assert.Equal((RunTimeline.Unknown, 1040, true, 0), (timeline.LeaseEndsNs, timeline.EndNs, timeline.IsCancelled, timeline.LastArrivals));
        Assert.False(timeline.TryHoldUntil(6000));
        Assert.Equal(1040, timeline.EndNs);
    }

    [Fact]
    public void HoldToLease_PlanWasOverBefore_IsNotCancelledButStartsNothingMore()
    {
        var timeline = Started([100], warmUpPhases: 0, loops: 1);
        Assert.True(timeline.TryHoldUntil(1200));

        timeline.HoldToLease(1300);

        Assert.Equal((1100, false, 0), (timeline.EndNs, timeline.IsCancelled, timeline.LastArrivals));
    }

    [Fact]
    public void HoldToLease_IntervalWasClosedAfterThatMoment_EndsWithIt()
    {
        var timeline = Started([100], warmUpPhases: 0, loops: 2);
        Assert.True(timeline.TryHoldUntil(1040));
        Assert.True(timeline.TryPass(1050));

        timeline.HoldToLease(1060);

        Assert.Equal((1050, true), (timeline.EndNs, timeline.IsCancelled));
    }

    [Fact]
    public void TryFind_AfterTheRunWasCut_FindsNothing()
    {
        var timeline = Started([100], warmUpPhases: 0, loops: 1);

        timeline.Cancel(1040);

        Assert.True(timeline.TryFind(39, out _, out _));
        Assert.False(timeline.TryFind(40, out _, out _));
    }

    private static RunTimeline Started(long?[] durations, int warmUpPhases, int loops)
    {
        var timeline = new RunTimeline(durations, warmUpPhases, loops);
        timeline.Start(1000);
        return timeline;
    }
}
