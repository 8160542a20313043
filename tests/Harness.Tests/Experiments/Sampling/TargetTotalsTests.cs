using LoadLab.Harness.Experiments.Sampling;

namespace LoadLab.Harness.Tests.Experiments.Sampling;

public sealed class TargetTotalsTests
{
    private const string Metrics = """
        # HELP loadlab_stage_seconds Time per stage.
        # TYPE loadlab_stage_seconds histogram
        loadlab_stage_seconds_bucket{stage="infer",le="0.1"} 400
        loadlab_stage_seconds_sum{stage="infer"} 2.5
        loadlab_stage_seconds_count{stage="infer"} 400
        loadlab_stage_seconds_sum{endpoint="/predict",stage="parse"} 1e-1 1700000000
        loadlab_stage_seconds_count{endpoint="/predict",stage="parse"} 300
        loadlab_stage_seconds_sum{endpoint="/normalize",stage="parse"} 0.3
        loadlab_stage_seconds_count{endpoint="/normalize",stage="parse"} 100
        loadlab_batch_size_bucket{le="4"} 100
        loadlab_batch_size_sum 300
        loadlab_batch_size_count 100
        loadlab_batch_seconds_sum 1.5
        loadlab_batch_seconds_count 100
        loadlab_batch_limit 4
        process_start_time_seconds 1700000123.5
        http_requests_total 5
        """;

    [Fact]
    public void Parse_PrometheusText_SumsOverOtherLabels()
    {
        var totals = TargetTotals.Parse(Metrics);

        Assert.Equal((2.5, 400), totals.Stages.Stages["infer"]);
        Assert.Equal(0.4, totals.Stages.Stages["parse"].Seconds, 12);
        Assert.Equal(400, totals.Stages.Stages["parse"].Count);
        Assert.Equal(new BatchTotals(Batches: 100, Jobs: 300, Seconds: 1.5, Timed: 100, Limit: 4), totals.Batches);
        Assert.Equal(1700000123.5, totals.ProcessStart);
    }

    [Fact]
    public void Parse_LimitsThatDiffer_IsNoLimit() =>
        Assert.Null(TargetTotals.Parse("x_batch_limit{queue=\"a\"} 4\nx_batch_limit{queue=\"b\"} 8").Batches.Limit);

    [Fact]
    public void Between_TwoReplicas_IsTheDifferenceOverBoth()
    {
        var (stages, batches) = TargetTotals.Between([Totals(1, 100), Totals(2, 200)], [Totals(2, 200), Totals(5, 300)], requests: 200);

        Assert.Equal(0.02, stages["infer"], 12);
        Assert.Equal((100, 200, 400), (batches!.Batches, batches.Jobs, batches.Capacity));
        Assert.Equal((2, 0.5, 40, 20), (batches.MeanSize, batches.FillRate, batches.MeanMs, batches.ItemMs));
    }

    [Fact]
    public void Between_StageOfSomeRequestsOnly_IsSpreadOverAll()
    {
        var from = new StageTotals(new Dictionary<string, (double, double)>());
        var to = new StageTotals(new Dictionary<string, (double, double)> { ["parse"] = (1, 1000), ["validate"] = (1, 10) });

        var means = StageTotals.MeanSeconds([(from, to)], requests: 1000);

        Assert.Equal((0.001, 0.001), (means["parse"], means["validate"]));
    }

    [Fact]
    public void Between_StageThatARequestHasTwice_CountsBothTimes()
    {
        var from = new StageTotals(new Dictionary<string, (double, double)>());
        var to = new StageTotals(new Dictionary<string, (double, double)> { ["infer"] = (1, 1000), ["log"] = (4, 2000) });

        var means = StageTotals.MeanSeconds([(from, to)], requests: 1000);

        Assert.Equal((0.001, 0.004), (means["infer"], means["log"]));
    }

    [Fact]
    public void Between_TargetRestarted_IsUnknown() =>
        AssertUnknown(TargetTotals.Between([Totals(1, 100, start: 1)], [Totals(2, 200, start: 2)], requests: 100));

    [Fact]
    public void Between_CountersBeganAnew_IsUnknown() =>
        AssertUnknown(TargetTotals.Between([Totals(1, 500)], [Totals(2, 100)], requests: 100));

    [Fact]
    public void Between_AnotherWorkerAnswered_IsUnknown()
    {
        // 1,000 requests were measured, but the two workers' counters differ by 130: a difference of two processes, not of two moments.
        AssertUnknown(TargetTotals.Between([Totals(1, 500)], [Totals(2, 630)], requests: 1000));
    }

    [Fact]
    public void Between_NoAnswer_IsUnknown() => AssertUnknown(TargetTotals.Between([null], [Totals(2, 200)], requests: 200));

    [Fact]
    public void Between_NoBatches_IsNoSummary() =>
        Assert.Null(BatchTotals.Between([(new BatchTotals(0, 0, 0, 0, 1), new BatchTotals(0, 0, 0, 0, 1))], requests: 100));

    [Theory]
    // Fewer jobs than batches; more than a batch may hold; time of half of the batches; time of none.
    [InlineData(200, 100, 2, 200, 4)]
    [InlineData(100, 500, 2, 100, 4)]
    [InlineData(100, 200, 2, 50, 4)]
    [InlineData(3, 6, 2, 0, 4)]
    public void Between_CountsThatContradictEachOther_IsNoSummary(double batches, double jobs, double seconds, double timed, double limit)
    {
        var none = new BatchTotals(0, 0, 0, 0, limit);

        Assert.Null(BatchTotals.Between([(none, new BatchTotals(batches, jobs, seconds, timed, limit))], requests: (long)jobs));
    }

    [Fact]
    public void Between_LimitThatChanged_HasNoFillRate()
    {
        var summary = BatchTotals.Between([(new BatchTotals(0, 0, 0, 0, 4), new BatchTotals(100, 200, 2, 100, 8))], requests: 200);

        Assert.Null(summary!.FillRate);
        Assert.Equal(2, summary.MeanSize);
    }

    private static void AssertUnknown((IReadOnlyDictionary<string, double> StageSeconds, LoadLab.Harness.Results.BatchSummary? Batches) between)
    {
        Assert.Empty(between.StageSeconds);
        Assert.Null(between.Batches);
    }

    // Every request is a job, two of them a batch of at most 4; the model's time is the batches'.
    private static TargetTotals Totals(double seconds, double count, double? start = null) => new(
        new StageTotals(new Dictionary<string, (double, double)> { ["infer"] = (seconds, count) }),
        new BatchTotals(count / 2, count, seconds, count / 2, 4),
        start);
}
