using System.Text;
using LoadLab.Benchmarks.Batching;

namespace LoadLab.Benchmarks.Tests.Batching;

public sealed class BatchingTablesTests
{
    private static readonly InferenceMode Small = new(16, 1);
    private static readonly InferenceMode Large = new(64, 5);

    [Theory]
    [InlineData(2_500, 40, 20, "held. Best: batches of 16, 1 ms, with 2.50 × by requests/s, 2.50 × by CPU time, and 2.00 × p95.")]
    [InlineData(2_490, 40, 20, "**missed**. Best: batches of 16, 1 ms, with 2.49 × by requests/s, 2.50 × by CPU time, and 2.00 × p95.")]
    [InlineData(2_500, 41, 20, "**missed**. Best: batches of 16, 1 ms, with 2.50 × by requests/s, 2.44 × by CPU time, and 2.00 × p95.")]
    [InlineData(2_500, 40, 21, "**missed**. Best: batches of 16, 1 ms, with 2.50 × by requests/s, 2.50 × by CPU time, and 2.10 × p95.")]
    public void Create_BatchesBesideSingleRequests_MustHoldByRequestsByTimeAndByP95(double rate, double cpuUs, double p95Ms, string sentence)
    {
        // One of five runs was disturbed: medians and lower quartiles do not see it.
        var text = Render([.. Runs(InferenceMode.Individual, 5, 1_000, 10, 100, 75), .. Runs(Small, 4, rate, p95Ms, cpuUs, 5), .. Runs(Small, 1, rate / 5, p95Ms * 5, 500, 50)]);

        Assert.Contains("Target: at least 2.5 × individual mode's requests with a p95 of at most 2 ×: " + sentence, text, StringComparison.Ordinal);
    }

    [Fact]
    public void Create_FastestWaitsTooLong_AnotherIsTheBest()
    {
        var text = Render([.. Runs(InferenceMode.Individual, 2, 1_000, 10, 100, 75), .. Runs(Small, 2, 2_600, 12, 38, 5), .. Runs(Large, 2, 3_000, 30, 30, 4)]);

        Assert.Contains("held. Best: batches of 16, 1 ms, with 2.60 ×", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Create_ModelsShare_BoundsWhatBatchesCanWin()
    {
        var text = Render([.. Runs(InferenceMode.Individual, 2, 1_000, 10, 100, 20), .. Runs(Small, 2, 1_100, 10, 95, 5)]);

        Assert.Contains("the model takes 20.0 of a request's 100.0 µs, a share of 20%: if that cost nothing and the rest stayed as it is, batches would answer 1 ÷ (1 − 0.20) = 1.25 × as many at most.", text, StringComparison.Ordinal);
        Assert.Contains("batches of 16, 1 ms: the model takes 5.0 µs a request, 4.0 × less than in individual mode; everything else takes 10.0 µs more a request.", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Create_ModelLongerThanTheProcessorRan_BoundsNothing()
    {
        var text = Render([.. Runs(InferenceMode.Individual, 2, 1_000, 10, 100, 120), .. Runs(Small, 2, 1_100, 10, 95, 5)]);

        Assert.Contains("what batches can win is not known from these runs.", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Create_DisturbedIdleOrFailedRuns_AreTold()
    {
        var run = Runs(Small, 1, 1_000, 10, 50, 5).Single();
        var text = Render([run with { OthersShare = 0.1 }, run with { ServerShare = 0.5 }, run with { Failed = 3 }, run with { GeneratorShare = 0.95 }, .. Runs(InferenceMode.Individual, 1, 1_000, 10, 100, 20)]);

        Assert.Contains("batches of 16, 1 ms: in 1 of 4 runs the load generator took more than 90% of its processor", text, StringComparison.Ordinal);
        Assert.Contains("batches of 16, 1 ms: in 1 of 4 runs the service took less than 90% of its processor", text, StringComparison.Ordinal);
        Assert.Contains("batches of 16, 1 ms: in 1 of 4 runs other tasks had more than 5% of its processor", text, StringComparison.Ordinal);
        Assert.Contains("batches of 16, 1 ms: in 1 of 4 runs requests failed.", text, StringComparison.Ordinal);
        Assert.DoesNotContain("individual: in", text, StringComparison.Ordinal);
    }

    private static string Render(IReadOnlyList<BatchingRun> runs)
    {
        var text = new StringBuilder();
        foreach (var table in new BatchingTables(BatchingScenario.All[0], 64, runs).Create())
        {
            table.AppendTo(text);
        }

        return text.ToString();
    }

    private static IEnumerable<BatchingRun> Runs(InferenceMode mode, int count, double rate, double p95Ms, double cpuUs, double modelUs) =>
        Enumerable.Range(0, count).Select(_ => new BatchingRun
        {
            Mode = mode,
            RequestsPerSecond = rate,
            P50Ms = p95Ms / 2,
            P95Ms = p95Ms,
            CpuUs = cpuUs,
            Model = new ModelTotals(Items: rate, Seconds: rate * modelUs / 1e6, Batches: mode.IsBatched ? rate / mode.Size : 0, Limit: mode.Size),
            ServerShare = 1,
            GeneratorShare = 0.5,
            OthersShare = 0,
            Failed = 0,
        });
}
