using LoadLab.Harness.Results;

namespace LoadLab.Harness.Experiments.Sampling;

/// <summary>What a replica's metrics count up to one moment.</summary>
/// <param name="Stages">Time per stage.</param>
/// <param name="Batches">Batches and their time.</param>
/// <param name="ProcessStart">The target's <c>process_start_time_seconds</c>, by which a restart is noticed; null where it tells none.</param>
internal sealed record TargetTotals(StageTotals Stages, BatchTotals Batches, double? ProcessStart)
{
    /// <summary>Reads Prometheus text, format 0.0.4.</summary>
    public static TargetTotals Parse(string text)
    {
        var samples = MetricSample.Parse(text).ToList();
        double[] starts = [.. samples.Where(sample => sample.Name == "process_start_time_seconds").Select(sample => sample.Value)];
        return new TargetTotals(StageTotals.Of(samples), BatchTotals.Of(samples), starts.Length > 0 ? starts[^1] : null);
    }

    /// <summary>What happened between two scrapes of all replicas; nothing where a replica did not answer, or is another process than before.</summary>
    /// <remarks>
    /// A replica of several processes may answer each scrape from another one, and a restarted one counts from zero. Such differences are
    /// meaningless however plausible: they are recognised by the process start and by the count, and dropped.
    /// </remarks>
    public static (IReadOnlyDictionary<string, double> StageSeconds, BatchSummary? Batches) Between(
        IReadOnlyList<TargetTotals?> before, IReadOnlyList<TargetTotals?> after, long requests)
    {
        var pairs = before.Zip(after).ToList();
        if (pairs.Exists(pair => pair.First is null || pair.Second is null || pair.First.ProcessStart != pair.Second.ProcessStart))
        {
            return (new Dictionary<string, double>(), null);
        }

        return (
            StageTotals.MeanSeconds([.. pairs.Select(pair => (pair.First!.Stages, pair.Second!.Stages))], requests),
            BatchTotals.Between([.. pairs.Select(pair => (pair.First!.Batches, pair.Second!.Batches))], requests));
    }
}
