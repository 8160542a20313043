using LoadLab.Harness.Profiles;
using LoadLab.Harness.Tests.Reporting;

namespace LoadLab.Harness.Tests.Analysis;

public sealed class BatchComparisonTests
{
    [Fact]
    public void Build_BatchesUnderTwoLoads_AreHeldAgainstTheirOwnBaseline()
    {
        var comparison = SweepBuilder.Batching().Analyze().Comparison!;

        Assert.Equal(["c01", "c02", "c03", "c04"], comparison.Rows.Select(row => row.Configuration.Id));
        Assert.Equal([null, "c01", null, "c03"], comparison.Rows.Select(row => row.Baseline));
        Assert.Equal(["users=8", "users=8", "users=32", "users=32"], comparison.Rows.Select(row => row.Conditions));
        Assert.All([comparison.Rows[1], comparison.Rows[3]], row => Assert.InRange(row.Throughput!.Ratio.Value, 2.1, 2.3));
        Assert.All([comparison.Rows[1], comparison.Rows[3]], row => Assert.True(row.P50!.Ratio.Value < 0.6));
        Assert.Empty(comparison.Notes);
    }

    [Fact]
    public void Build_Batches_HaveEfficiencyByItsDefinition()
    {
        var row = SweepBuilder.Batching().Analyze().Comparison!.Rows[1];
        var batches = row.Configuration.Batches!;

        // W3's formula: (individual time × batch size) ÷ batch time = (1 ms × 3) ÷ 1.2 ms.
        Assert.Equal((3, 0.75, 1.2), (batches.MeanSize.Mean, batches.FillRate!.Mean, Math.Round(batches.BatchMs.Mean, 9)));
        Assert.Equal(0.4, batches.ItemMs.Mean, 9);
        Assert.Equal(2.5, row.Efficiency!.Ratio.Value, 9);
    }

    [Fact]
    public void Build_BaselineWithoutStageTimes_HasNoEfficiencyAndSaysWhy()
    {
        var builder = SweepBuilder.Batching(repeats: 2);
        foreach (var trial in (string[])["c01-r1", "c01-r2"])
        {
            builder.Change(trial, it => it with { StageSeconds = new Dictionary<string, double>() });
        }

        var comparison = builder.Analyze().Comparison!;

        Assert.Null(comparison.Rows[1].Efficiency);
        Assert.NotNull(comparison.Rows[3].Efficiency);
        Assert.Contains("c02", Assert.Single(comparison.Notes), StringComparison.Ordinal);
    }

    [Fact]
    public void Build_BaselineMissing_SaysSo()
    {
        var comparison = new SweepBuilder { Compare = new ComparisonConfig("mode", "individual") }
            .AddNamed("mode", "individual", 100, 8, [], [])
            .AddNamed("mode", "batch", 200, 8, [], [])
            .AddNamed("mode", "batch", 300, 16, [], [])
            .Analyze().Comparison!;

        Assert.Null(comparison.Rows[2].Throughput);
        Assert.Contains("c03", Assert.Single(comparison.Notes), StringComparison.Ordinal);
    }

    [Fact]
    public void Build_NoBatchMetricsAnywhere_HasNone()
    {
        var comparison = new SweepBuilder { Compare = new ComparisonConfig("mode", "a") }.AddNamed("mode", "a", 100, 8, [], []).AddNamed("mode", "b", 200, 8, [], []).Analyze().Comparison!;

        Assert.False(comparison.HasBatches);
        Assert.Null(comparison.Rows[1].Efficiency);
        Assert.InRange(comparison.Rows[1].Throughput!.Ratio.Value, 1.9, 2.1);
    }
}
