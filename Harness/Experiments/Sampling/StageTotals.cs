namespace LoadLab.Harness.Experiments.Sampling;

/// <summary>Time per stage that a target has reported so far.</summary>
/// <param name="Stages">By stage: seconds in all, and requests.</param>
internal sealed record StageTotals(IReadOnlyDictionary<string, (double Seconds, double Count)> Stages)
{
    // Of the requests the generator counted, how far those the target counted may be off: those around the moment of scraping, no more.
    private const double CountTolerance = 0.1;

    private const string SumSuffix = "_stage_seconds_sum";
    private const string CountSuffix = "_stage_seconds_count";

    /// <summary>Sums and counts of every <c>*_stage_seconds</c> histogram with a <c>stage</c> label, over all other labels.</summary>
    public static StageTotals Of(IEnumerable<MetricSample> samples)
    {
        var stages = new Dictionary<string, (double Seconds, double Count)>();
        foreach (var sample in samples)
        {
            var isSum = sample.Name.EndsWith(SumSuffix, StringComparison.Ordinal);
            if ((isSum || sample.Name.EndsWith(CountSuffix, StringComparison.Ordinal)) && sample.Label("stage") is { } stage)
            {
                var (seconds, count) = stages.GetValueOrDefault(stage);
                stages[stage] = isSum ? (seconds + sample.Value, count) : (seconds, count + sample.Value);
            }
        }

        return new StageTotals(stages);
    }

    /// <summary>Whether as many were counted as were measured, but for those around the moments of scraping.</summary>
    public static bool Covers(double counted, long requests) => Math.Abs(counted - requests) <= Math.Max(CountTolerance * requests, 10);

    /// <summary>Mean seconds per request by stage between two scrapes of all replicas; empty where they do not cover the <paramref name="requests"/> measured.</summary>
    public static IReadOnlyDictionary<string, double> MeanSeconds(IReadOnlyList<(StageTotals From, StageTotals To)> replicas, long requests)
    {
        var sums = new Dictionary<string, (double Seconds, double Count)>();
        foreach (var (from, to) in replicas)
        {
            if (to.Stages.Any(stage => stage.Value.Count < from.Stages.GetValueOrDefault(stage.Key).Count))
            {
                return new Dictionary<string, double>();
            }

            foreach (var (stage, total) in to.Stages)
            {
                var (seconds, count) = from.Stages.GetValueOrDefault(stage);
                var sum = sums.GetValueOrDefault(stage);
                sums[stage] = (sum.Seconds + total.Seconds - seconds, sum.Count + total.Count - count);
            }
        }

        // Some stages only some requests have, some a request has twice, as where it is logged before and after. What every request has once tells how
        // many there were, and the time of all stages is spread over those: their shares then add up to the whole.
        var counted = sums.Values.Select(sum => sum.Count).DefaultIfEmpty().MinBy(count => Math.Abs(count - requests));
        return counted > 0 && Covers(counted, requests)
            ? sums.Where(stage => stage.Value.Count > 0).ToDictionary(stage => stage.Key, stage => stage.Value.Seconds / counted)
            : new Dictionary<string, double>();
    }
}
