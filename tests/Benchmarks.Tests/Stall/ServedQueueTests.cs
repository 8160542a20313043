using LoadLab.Benchmarks.Stall;

namespace LoadLab.Benchmarks.Tests.Stall;

public sealed class ServedQueueTests
{
    private const long Ms = 1_000_000;
    private const long FirstNs = 5_000_000_000;

    [Fact]
    public void Waits_ServerAwayForThreeArrivals_TheyWaitForItsReturnAndThenQueue()
    {
        // 1,000/s; away from 2.5 to 5.5 ms, then 0.2 ms for each.
        var waits = ServedQueue.Waits(At(0, 1, 2, 5.7, 5.9, 6.1, 6.3, 7.1), 1_000, skipped: 0);

        Assert.Equal([0, 0, 0, 2.7, 1.9, 1.1, 0.3, 0.1], waits.Select(wait => Math.Round(wait / Ms, 6)));
    }

    [Fact]
    public void Waits_FirstAnswerLate_IsFoundOutByTheOthers()
    {
        var waits = ServedQueue.Waits(At(3, 3.1, 3.2, 3.3, 4.1, 5), 1_000, skipped: 0);

        Assert.Equal([3, 2.1, 1.2, 0.3, 0.1, 0], waits.Select(wait => Math.Round(wait / Ms, 6)));
    }

    [Fact]
    public void Waits_WarmUpSkipped_StillTellsTheStart() =>
        Assert.Equal([2, 1], ServedQueue.Waits(At(0, 1, 4, 4), 1_000, skipped: 2).Select(wait => wait / Ms));

    /// <summary>The closed form: of a second's arrivals a fifth waits evenly from 200 ms down to 0, so p90 is 100 ms and p99 is 190 ms.</summary>
    [Fact]
    public void Percentile_StallOfAFifthOfEachSecond_IsTheClosedForm()
    {
        static double Answered(double dueMs) => dueMs % 1_000 is >= 400 and < 600 ? dueMs - (dueMs % 1_000) + 600 : dueMs;

        var waits = ServedQueue.Waits(At([.. Enumerable.Range(0, 50_000).Select(arrival => Answered(arrival / 5.0))]), 5_000, skipped: 0);

        Assert.Equal(0, ServedQueue.Percentile(waits, 50));
        Assert.Equal(100, ServedQueue.Percentile(waits, 90) / Ms, 0.3);
        Assert.Equal(190, ServedQueue.Percentile(waits, 99) / Ms, 0.3);
        Assert.Equal(199, ServedQueue.Percentile(waits, 99.9) / Ms, 0.3);
    }

    private static long[] At(params double[] ms) => [.. ms.Select(value => FirstNs + (long)Math.Round(value * Ms))];
}
