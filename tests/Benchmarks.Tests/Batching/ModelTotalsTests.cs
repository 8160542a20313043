using LoadLab.Benchmarks.Batching;

namespace LoadLab.Benchmarks.Tests.Batching;

public sealed class ModelTotalsTests
{
    private const string Page =
        """
        # TYPE target_stage_seconds histogram
        target_stage_seconds_sum{endpoint="predict",stage="infer"} 0.5
        target_stage_seconds_count{endpoint="predict",stage="infer"} 1000
        target_stage_seconds_sum{endpoint="predict",stage="parse"} 7
        target_batch_size_sum 0
        target_batch_size_count 0
        target_batch_seconds_sum 0
        target_batch_limit 1
        """;

    private const string BatchPage =
        """
        target_stage_seconds_sum{endpoint="predict",stage="infer"} 8
        target_stage_seconds_count{endpoint="predict",stage="infer"} 1000
        target_batch_size_sum 1000
        target_batch_size_count 100
        target_batch_seconds_sum 0.2
        target_batch_limit 16
        """;

    [Fact]
    public void Read_IndividualMode_IsTheInferStageOfTheEndpoint()
    {
        var totals = ModelTotals.Read(Page, "predict", InferenceMode.Individual);

        Assert.Equal(500, totals.ItemUs, 9);
        Assert.Null(totals.MeanBatch);
        Assert.Null(totals.FillRate);
    }

    [Fact]
    public void Read_BatchMode_CountsEachModelCallOnce()
    {
        var totals = ModelTotals.Read(BatchPage, "predict", new InferenceMode(16, 1));

        Assert.Equal(200, totals.ItemUs, 9);
        Assert.Equal(10, totals.MeanBatch!.Value, 9);
        Assert.Equal(0.625, totals.FillRate!.Value, 9);
    }

    [Fact]
    public void Subtract_TwoMoments_IsWhatWasBetween()
    {
        var between = new ModelTotals(Items: 300, Seconds: 0.06, Batches: 20, Limit: 32) - new ModelTotals(Items: 100, Seconds: 0.04, Batches: 10, Limit: 32);

        Assert.Equal(100, between.ItemUs, 9);
        Assert.Equal(20, between.MeanBatch);
        Assert.Equal(0.625, between.FillRate);
    }

    [Theory]
    [InlineData(Page, 16)]
    [InlineData(BatchPage, 1)]
    [InlineData(BatchPage, 8)]
    public void Read_TargetInAnotherMode_IsRefused(string page, int size) =>
        Assert.Contains("was to run in mode", Refusal(page, "predict", size == 1 ? InferenceMode.Individual : new InferenceMode(size, 1)), StringComparison.Ordinal);

    [Fact]
    public void Read_SeriesMissing_IsNamed() =>
        Assert.Contains("""target_stage_seconds_count{endpoint="classify",stage="infer"}""", Refusal(Page, "classify", InferenceMode.Individual), StringComparison.Ordinal);

    private static string Refusal(string page, string endpoint, InferenceMode mode) => Assert.Throws<BenchmarkException>(() => ModelTotals.Read(page, endpoint, mode)).Message;
}
