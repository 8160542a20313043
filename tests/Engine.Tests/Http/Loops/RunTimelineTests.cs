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

    private static RunTimeline Started(long?[] durations, int warmUpPhases, int loops)
    {
        var timeline = new RunTimeline(durations, warmUpPhases, loops);
        timeline.Start(1000);
        return timeline;
    }
}
