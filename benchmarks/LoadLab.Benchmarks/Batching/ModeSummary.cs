using LoadLab.Benchmarks.Statistics;

namespace LoadLab.Benchmarks.Batching;

/// <summary>The runs in one mode as one figure each.</summary>
/// <param name="Runs">At least one.</param>
internal sealed record ModeSummary(IReadOnlyList<BatchingRun> Runs)
{
    public InferenceMode Mode => Runs[0].Mode;

    public double RequestsPerSecond => SampleQuantile.Median([.. Runs.Select(run => run.RequestsPerSecond)]);

    public double? P50Ms => Median(run => run.P50Ms);

    public double? P95Ms => Median(run => run.P95Ms);

    public double CpuUs => SampleQuantile.LowerQuartile([.. Runs.Select(run => run.CpuUs)]);

    public double ModelUs => SampleQuantile.LowerQuartile([.. Runs.Select(run => run.Model.ItemUs)]);

    /// <summary>What a request costs beside the model: HTTP, JSON, counting, scheduling.</summary>
    public double RestUs => CpuUs - ModelUs;

    /// <summary>Of a request's processor time.</summary>
    public double ModelShare => ModelUs / CpuUs;

    public double? MeanBatch => Median(run => run.Model.MeanBatch);

    public double? FillRate => Median(run => run.Model.FillRate);

    public double? ServerShare => Median(run => run.ServerShare);

    public double? GeneratorShare => Median(run => run.GeneratorShare);

    private double? Median(Func<BatchingRun, double?> figure) =>
        Runs.Select(figure).OfType<double>().ToList() is { Count: > 0 } told ? SampleQuantile.Median(told) : null;
}
