using LoadLab.Harness.Experiments.Sampling;

namespace LoadLab.Harness.Tests.Experiments.Sampling;

public sealed class StageScraperTests
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
        process_start_time_seconds 1700000123.5
        http_requests_total 5
        """;

    [Fact]
    public void Parse_PrometheusText_SumsOverOtherLabels()
    {
        var totals = StageTotals.Parse(Metrics);

        Assert.Equal((2.5, 400), totals.Stages["infer"]);
        Assert.Equal(0.4, totals.Stages["parse"].Seconds, 12);
        Assert.Equal(400, totals.Stages["parse"].Count);
        Assert.Equal(1700000123.5, totals.ProcessStart);
    }

    [Fact]
    public void MeanSeconds_TwoReplicas_IsTheDifferenceOverBoth()
    {
        var means = StageScraper.MeanSeconds([Totals(1, 100), Totals(2, 200)], [Totals(2, 200), Totals(5, 300)], requests: 200);

        Assert.Equal(0.02, means["infer"], 12);
    }

    [Fact]
    public void MeanSeconds_TargetRestarted_IsUnknown() =>
        Assert.Empty(StageScraper.MeanSeconds([Totals(1, 100, start: 1)], [Totals(2, 200, start: 2)], requests: 100));

    [Fact]
    public void MeanSeconds_AnotherWorkerAnswered_IsUnknown()
    {
        // 1,000 requests were measured, but the two workers' counters differ by 130: a difference of two processes, not of two moments.
        Assert.Empty(StageScraper.MeanSeconds([Totals(1, 500)], [Totals(2, 630)], requests: 1000));
    }

    [Fact]
    public void MeanSeconds_NoAnswer_IsUnknown() => Assert.Empty(StageScraper.MeanSeconds([null], [Totals(2, 200)], requests: 200));

    private static StageTotals Totals(double seconds, double count, double? start = null) =>
        new(new Dictionary<string, (double, double)> { ["infer"] = (seconds, count) }, start);
}
