using LoadLab.Harness.Reporting.Charts;

namespace LoadLab.Harness.Tests.Reporting.Charts;

public sealed class ResourceSeriesChartTests
{
    [Fact]
    public void Of_LocalReplicasNeverThrottled_HasCpuAndMemoryAlone()
    {
        var chart = Draw(new SweepBuilder(repeats: 1).Add(1, 1, 256L << 20, 1000).Throttle("c01-r1", 0));

        Assert.Equal(["CPUs in use per replica", "Memory per replica in MiB"], Titles(chart));
        Assert.Contains("The CPU limit never stopped one.", chart.Caption, StringComparison.Ordinal);
        Assert.Contains("Dashed: the limit of one replica, 1 CPU and 256 MiB.", chart.Caption, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_WithoutLimits_HasNoBound()
    {
        var chart = Draw(new SweepBuilder(repeats: 1).Add(1, null, null, 1000));

        Assert.Equal(["replica 0", "replica 0"], Lines(chart));
        Assert.DoesNotContain("limit", chart.Caption, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_ThrottledContainersWithAKilledWorker_HasAllPanels()
    {
        var chart = Draw(new SweepBuilder(repeats: 1).Add(2, 1, null, 1000).OnNodes("c01-r1").Throttle("c01-r1", 0.4).KillWorker("c01-r1", 3));

        Assert.Equal(
            [
                "CPUs in use per replica", "Memory per replica in MiB", "Stopped by the CPU limit in % of the scheduler's periods",
                "Received per replica in KiB/s", "Sent per replica in KiB/s", "Processes killed for memory, so far",
            ],
            Titles(chart));
        Assert.Contains("Placed: replica 0 on node-a, replica 1 on node-b.", chart.Caption, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_WorkerKilled_CountsUp()
    {
        var chart = Draw(new SweepBuilder(repeats: 1).Add(1, null, null, 1000).KillWorker("c01-r1", 3).KillWorker("c01-r1", 5));

        var kills = chart.Option["series"]!.AsArray()[^1]!["data"]!.AsArray().Select(point => point![1]!.GetValue<double>());

        Assert.Equal([0, 0, 0, 0, 0, 1, 1, 2, 2, 2, 2, 2], kills);
    }

    [Fact]
    public void Of_TrialThatRanOutOfMemory_ShowsWhatItUsedUntilThen()
    {
        var chart = Draw(new SweepBuilder(repeats: 1).Add(1, null, 256L << 20, 1000).RunOutOfMemory("c01-r1"));

        Assert.Contains("limit", Lines(chart));
    }

    private static Chart Draw(SweepBuilder sweep) => ResourceSeriesChart.Of(sweep.Data(), "c01-r1").Chart!;

    private static IEnumerable<string> Titles(Chart chart) => chart.Option["title"]!.AsArray().Select(title => title!["text"]!.GetValue<string>());

    private static IEnumerable<string> Lines(Chart chart) => chart.Option["series"]!.AsArray().Select(line => line!["name"]!.GetValue<string>());
}
