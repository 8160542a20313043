using LoadLab.Benchmarks.Servers;
using LoadLab.Benchmarks.Stall;

namespace LoadLab.Benchmarks.Tests.Stall;

public sealed class ServedQueueTests
{
    private const long Ms = 1_000_000;
    private const long FirstNs = 5_000_000_000;

    [Fact]
    public void Waits_OneAbsence_ThoseWithinWaitForItsEndAndThenQueue()
    {
        // 1,000/s; away from 2.5 to 5.5 ms, then five answers in 1 ms, which is 0.2 ms each.
        var waits = Waits(8, new Absence(At(2.5), At(5.5), At(6.5), 5));

        Assert.Equal([0, 0, 0, 2.7, 1.9, 1.1, 0.3, 0.2], waits.Select(wait => Math.Round(wait / Ms, 6)));
    }

    /// <summary>The closed form: of a second's arrivals a fifth waits evenly from 200 ms down to 0, so p90 is 100 ms and p99 is 190 ms.</summary>
    [Fact]
    public void Percentile_StallOfAFifthOfEachSecond_IsTheClosedForm()
    {
        var stalls = Enumerable.Range(0, 10).Select(second => new Absence(At((1000 * second) + 400), At((1000 * second) + 600), At((1000 * second) + 600), 1000)).ToArray();

        var waits = ServedQueue.Waits(FirstNs, 5_000, skipped: 0, counted: 50_000, stalls);

        Assert.Equal(0, ServedQueue.Percentile(waits, 50));
        Assert.Equal(100, ServedQueue.Percentile(waits, 90) / Ms, 0.3);
        Assert.Equal(190, ServedQueue.Percentile(waits, 99) / Ms, 0.3);
        Assert.Equal(199, ServedQueue.Percentile(waits, 99.9) / Ms, 0.3);
    }

    [Fact]
    public void Waits_StepsOfTenMilliseconds_AreEvenFromNothingToAStep()
    {
        var steps = Enumerable.Range(1, 100).Select(step => new Absence(At((10 * (step - 1)) + 0.05), At(10 * step), At((10 * step) + 0.05), 50)).ToArray();

        var waits = ServedQueue.Waits(FirstNs, 5_000, skipped: 0, counted: 4_950, steps);

        Assert.Equal(5, waits.Average() / Ms, 0.2);
        Assert.Equal(10, waits.Max() / Ms, 0.2);
    }

    [Fact]
    public void Waits_WarmUpSkipped_StillFillsTheQueue()
    {
        // The backlog of the skipped arrivals delays the first that counts.
        var waits = ServedQueue.Waits(FirstNs, 1_000, skipped: 4, counted: 2, [new Absence(At(0), At(3), At(8), 5)]);

        Assert.Equal([4, 4], waits.Select(wait => Math.Round(wait / Ms, 6)));
    }

    private static IReadOnlyList<double> Waits(int arrivals, params Absence[] absences) => ServedQueue.Waits(FirstNs, 1_000, skipped: 0, arrivals, absences);

    private static long At(double ms) => FirstNs + (long)(ms * Ms);
}
