using LoadLab.Engine.LoadModels;

namespace LoadLab.Engine.Tests.Arrivals;

/// <summary>What becomes of arrivals that have to wait, whatever makes the load: docs/methodology.md, "Where stages end".</summary>
public abstract class ArrivalRulesContract
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [Fact]
    public async Task RunAsync_MoreThanTheLimitCarries_MissesWhatWaitsAtTheEnd()
    {
        var (load, asked) = await RunAsync(Ms(600), TimeSpan.Zero, new Inject(100, Second, Ms(300)));

        // The first holds the only slot to the end of the stage and beyond, and is waited for.
        Assert.Equal((30, 1, 1, 29), (load.Counts.Planned, load.Counts.Sent, load.Counts.Ok, load.Counts.Missed));
        Assert.Equal((1, 1), (asked, load.PeakInFlight));
        Assert.Equal(0, load.CompletedInTime);
    }

    [Fact]
    public async Task RunAsync_StageAfterwards_SendsWhatStillWaits()
    {
        // However slow this machine is: the run is ended by its tenth answer.
        var (load, asked) = await RunAsync(Ms(20), TimeSpan.Zero, [new Inject(100, Second, Ms(100)), new Pause(30 * Second)], observer: null, slots: 1, enough: 10);

        Assert.Equal((10, 10, 0), (load.Counts.Planned, load.Counts.Ok, load.Counts.Missed));
        Assert.Equal(10, asked);
        // Ten of 20 ms each in a row: the last was due after 90 ms and ends after 200 or later.
        Assert.True(load.Ok.Response.MaxNs > 80_000_000);
        Assert.InRange(load.Timings!.Blocked.Count, 1, 9);
        Assert.Equal(10, load.Lateness.Count);
    }

    [Fact]
    public async Task RunAsync_BacklogOfTheWarmUp_IsNotCarriedIntoWhatIsMeasured()
    {
        var (load, asked) = await RunAsync(Ms(60), Ms(300), new Pause(Second), new Inject(100, Second, Ms(100)), new Pause(Second));

        Assert.Equal((10, 10), (load.Counts.Planned, load.Counts.Sent + load.Counts.Missed));
        // Of the warm-up's 30 arrivals 300 ms carry about five; the second of pause would carry most of the others.
        Assert.InRange(asked, 1, 17);
    }

    [Fact]
    public async Task RunAsync_Drain_HasIntervalsOfItsOwn()
    {
        var observer = new IntervalCollector();

        await RunAsync(Ms(600), TimeSpan.Zero, [new Inject(10, Second, Ms(200))], observer, slots: 100, enough: int.MaxValue);

        Assert.Equal(0, observer.Intervals.Where(interval => !interval.IsDrain).Sum(interval => interval.Counts.Ok));
        Assert.Equal(2, observer.Intervals.Where(interval => interval.IsDrain).Sum(interval => interval.Counts.Ok));
        Assert.Equal(Ms(200), observer.Intervals.First(interval => interval.IsDrain).Start);
    }

    /// <summary>Runs one load and returns its result and how often the target, or the code, was asked.</summary>
    /// <param name="answerAfter">How long each request takes.</param>
    /// <param name="warmUp">Warm-up.</param>
    /// <param name="stages">The stages.</param>
    /// <param name="observer">Told of intervals.</param>
    /// <param name="slots">Requests at once.</param>
    /// <param name="enough">Answers after which the run is ended.</param>
    protected abstract Task<(LoadResult Load, int Asked)> RunAsync(
        TimeSpan answerAfter, TimeSpan warmUp, IReadOnlyList<LoadSimulation> stages, ILoadObserver? observer, int slots, int enough);

    protected static TimeSpan Ms(int milliseconds) => TimeSpan.FromMilliseconds(milliseconds);

    private Task<(LoadResult Load, int Asked)> RunAsync(TimeSpan answerAfter, TimeSpan warmUp, params LoadSimulation[] stages) =>
        RunAsync(answerAfter, warmUp, stages, observer: null, slots: 1, enough: int.MaxValue);

    private sealed class IntervalCollector : ILoadObserver
    {
        public List<IntervalResult> Intervals { get; } = [];

        public void OnInterval(IntervalResult interval) => Intervals.Add(interval);
    }
}
