using LoadLab.Harness.Results;

namespace LoadLab.Harness.Experiments.Sampling;

/// <summary>Batches that a target has reported so far, from <c>*_batch_size</c>, <c>*_batch_seconds</c> and <c>*_batch_limit</c>.</summary>
/// <param name="Batches">How many ran.</param>
/// <param name="Jobs">Jobs in all of them.</param>
/// <param name="Seconds">Time of all of them.</param>
/// <param name="Timed">How many batches that time is of.</param>
/// <param name="Limit">Jobs that one may hold; null where it is not told, or not one number.</param>
internal sealed record BatchTotals(double Batches, double Jobs, double Seconds, double Timed, double? Limit)
{
    // The two histograms are read one after the other while batches go on: one more or less on each worker is no contradiction.
    private const double CountTolerance = 0.01;
    private const double FewBatches = 4;

    public static BatchTotals Of(IReadOnlyCollection<MetricSample> samples)
    {
        double[] limits = [.. Values("_batch_limit").Distinct()];
        return new BatchTotals(
            Values("_batch_size_count").Sum(), Values("_batch_size_sum").Sum(), Values("_batch_seconds_sum").Sum(), Values("_batch_seconds_count").Sum(),
            limits is [> 0 and var one] ? one : null);

        IEnumerable<double> Values(string suffix) => samples.Where(sample => sample.Name.EndsWith(suffix, StringComparison.Ordinal)).Select(sample => sample.Value);
    }

    /// <summary>The batches between two scrapes of all replicas; null where there were none, or the counts contradict each other or the <paramref name="requests"/> measured.</summary>
    public static BatchSummary? Between(IReadOnlyList<(BatchTotals From, BatchTotals To)> replicas, long requests)
    {
        var deltas = replicas.Select(replica => replica.To - replica.From).ToList();
        var (batches, jobs, seconds, timed) = (deltas.Sum(it => it.Batches), deltas.Sum(it => it.Jobs), deltas.Sum(it => it.Seconds), deltas.Sum(it => it.Timed));
        if (deltas.Exists(IsReset) || batches <= 0 || jobs < batches || seconds <= 0 || timed <= 0
            || !StageTotals.Covers(jobs, requests) || Math.Abs(timed - batches) > Math.Max(CountTolerance * batches, FewBatches))
        {
            return null;
        }

        double? capacity = deltas.TrueForAll(it => it.Limit is not null) ? deltas.Sum(it => it.Batches * it.Limit!.Value) : null;
        return capacity < jobs ? null : new BatchSummary { Batches = (long)batches, Jobs = (long)jobs, Capacity = (long?)capacity, Seconds = seconds / timed * batches };
    }

    // A limit that changed in between holds for none of the batches.
    public static BatchTotals operator -(BatchTotals later, BatchTotals earlier) => new(
        later.Batches - earlier.Batches,
        later.Jobs - earlier.Jobs,
        later.Seconds - earlier.Seconds,
        later.Timed - earlier.Timed,
        later.Limit == earlier.Limit ? later.Limit : null);

    private static bool IsReset(BatchTotals delta) => delta.Batches < 0 || delta.Jobs < 0 || delta.Seconds < 0 || delta.Timed < 0;
}
