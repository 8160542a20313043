using LoadLab.Engine;
using LoadLab.Engine.Measurement;
using LoadLab.Engine.SelfCheck;
using LoadLab.Harness.Agents.Merging;
using LoadLab.Harness.Tests.Experiments;

namespace LoadLab.Harness.Tests.Agents.Merging;

public sealed class IntervalMergerTests
{
    private readonly IntervalMerger _merger = new();

    [Fact]
    public void TakeComplete_OneIsLacking_WaitsForIt()
    {
        var (one, other) = (_merger.Add(0), _merger.Add(0));
        _merger.TryAdd(one, Interval(0, 3));
        _merger.TryAdd(one, Interval(1, 4));

        Assert.Empty(Taken());
        _merger.TryAdd(other, Interval(0, 5));

        Assert.Equal([(0, 8L)], Taken());
        Assert.Equal((3L, 5L), (one.OkInTime, other.OkInTime));
    }

    [Fact]
    public void TakeComplete_LateJoiner_IsWaitedForFromItsFirstShareOn()
    {
        var (one, late) = (_merger.Add(0), _merger.Add(int.MaxValue));
        _merger.TryAdd(one, Interval(0, 1));
        Assert.Equal([(0, 1L)], Taken());
        late.NeededFrom = 2;
        _merger.TryAdd(one, Interval(1, 1));
        _merger.TryAdd(one, Interval(2, 1));

        Assert.Equal([(1, 1L)], Taken());
        Assert.False(_merger.TryAdd(late, Interval(0, 0)));
        _merger.TryAdd(late, Interval(2, 6));

        Assert.Equal([(2, 7L)], Taken());
    }

    [Fact]
    public void TakeComplete_SourceHasEnded_IsNotWaitedForAndWhatItToldCounts()
    {
        var (one, ended) = (_merger.Add(0), _merger.Add(0));
        _merger.TryAdd(ended, Interval(0, 2));
        ended.HasEnded = true;
        _merger.TryAdd(one, Interval(0, 1));
        _merger.TryAdd(one, Interval(1, 1));

        Assert.Equal([(0, 3L), (1, 1L)], Taken());
    }

    [Fact]
    public void TakeComplete_NobodyHasANumber_PassesItOver()
    {
        var one = _merger.Add(0);
        _merger.TryAdd(one, Interval(0, 1));
        _merger.TryAdd(one, Interval(2, 1));

        Assert.Equal([(0, 1L), (2, 1L)], Taken());
        Assert.Equal(3, _merger.Next);
    }

    [Fact]
    public void TakeComplete_DrainBesideMeasured_IsOfTheMeasuredStretch()
    {
        var (one, drains) = (_merger.Add(0), _merger.Add(0));
        _merger.TryAdd(one, Interval(0, 1));
        _merger.TryAdd(drains, Interval(0, 2) with { IsDrain = true, Start = TimeSpan.FromMilliseconds(300), Length = TimeSpan.FromSeconds(5) });

        var merged = _merger.TakeComplete().Single();

        Assert.Equal((false, TimeSpan.Zero, TimeSpan.FromSeconds(1), 3), (merged.IsDrain, merged.Start, merged.Length, merged.Counts.Ok));
        Assert.Equal((1L, 2L), (one.OkInTime, drains.OkInTime));
    }

    [Fact]
    public void TakeComplete_WarmUpAndDrain_AreInNoFigureOfTime()
    {
        var one = _merger.Add(0);
        _merger.TryAdd(one, Interval(0, 1) with { IsWarmUp = true });
        _merger.TryAdd(one, Interval(1, 2));
        _merger.TryAdd(one, Interval(2, 4) with { IsDrain = true });
        var sums = new LoadSums();

        foreach (var interval in _merger.TakeComplete())
        {
            sums.Add(interval);
        }

        var result = sums.ToResult(default);
        Assert.Equal((3, 6L, 2L, 2L), (sums.Intervals, result.Counts.Ok, result.OkInTime, one.OkInTime));
        Assert.Equal(TimeSpan.FromSeconds(2), result.Measured);
    }

    [Fact]
    public void Of_EvidenceOfSeveral_IsTheWorst()
    {
        var evidence = new IntervalEvidence(TimeSpan.FromMilliseconds(1), TimeSpan.FromMilliseconds(9), null, TimeSpan.FromMilliseconds(3));
        var worse = new IntervalEvidence(TimeSpan.FromMilliseconds(4), TimeSpan.FromMilliseconds(5), TimeSpan.FromMilliseconds(6), TimeSpan.Zero);

        var merged = MergedInterval.Of([Interval(0, 1) with { Generator = evidence }, Interval(0, 1) with { Generator = worse }]);

        Assert.Equal(new IntervalEvidence(TimeSpan.FromMilliseconds(4), TimeSpan.FromMilliseconds(9), TimeSpan.FromMilliseconds(6), TimeSpan.FromMilliseconds(3)), merged.Generator);
        Assert.Equal((4, 6, 8), (merged.InFlight, merged.Users, merged.Connections));
    }

    [Fact]
    public void KindSums_EmptyAndFilled_AddUpByPlace()
    {
        IReadOnlyList<RequestKindCounts> one = [new("a", 1, 2, 3), new("b", 4, 5, 6)];

        Assert.Equal([new RequestKindCounts("a", 2, 4, 6), new RequestKindCounts("b", 8, 10, 12)], KindSums.Of([one, [], one]));
        Assert.Empty(KindSums.Of([[], []]));
    }

    [Fact]
    public void MergedResult_OneLost_KeepsEvidenceOfTheOthersAndItsSamples()
    {
        var whole = TestResults.Good() with { UndisturbedResponse = TestResults.Histogram(1_000_000, 900), StalledRequests = 100, PlanArrivals = 500 };
        var lost = TestResults.Good() with { Transport = "", Generator = new GeneratorUsage { LoopCpuShare = [], ProcessCpu = TimeSpan.Zero, GcPause = TimeSpan.Zero, AllocatedBytes = 0 } };

        var merged = MergedResult.Of(TestResults.Good(), [whole, lost], planArrivals: 2000, cancelled: false);

        Assert.Equal((1900L, 100L, "epoll", 4, 2000L), (merged.UndisturbedResponse!.Count, merged.StalledRequests, merged.Transport, merged.PeakInFlight, merged.PlanArrivals));
        Assert.Equal([0.3], merged.Generator.LoopCpuShare);
        Assert.Null(MergedResult.Of(TestResults.Good(), [whole], planArrivals: 2000, cancelled: true).PlanArrivals);
    }

    private List<(int, long)> Taken() => [.. _merger.TakeComplete().Select(interval => (interval.Index, interval.Counts.Ok))];

    private static IntervalResult Interval(int index, long ok) => new()
    {
        Index = index,
        Start = TimeSpan.FromSeconds(index),
        Length = TimeSpan.FromSeconds(1),
        IsWarmUp = false,
        Counts = new RequestCounts { Planned = ok, Sent = ok, Ok = ok },
        Ok = new Latencies(TestResults.Histogram(1_000_000, ok), TestResults.Histogram(1_000_000, ok)),
        Failed = new Latencies(new LatencyHistogram(), new LatencyHistogram()),
        InFlight = 2,
        Users = 3,
        Connections = 4,
    };
}
