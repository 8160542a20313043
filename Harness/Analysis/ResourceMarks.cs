using LoadLab.Harness.Results;

namespace LoadLab.Harness.Analysis;

/// <summary>Finds the limits that a configuration's replicas ran into, and says what that means.</summary>
internal static class ResourceMarks
{
    /// <summary>
    /// Throttled in this share of periods, a replica is marked: as many periods as there are requests beyond p99, so that it can move that percentile.
    /// </summary>
    public const double ThrottledFrom = 0.01;

    /// <param name="trials">All trials: one that ran out of memory has no figures, and is marked for it.</param>
    /// <param name="used">Those that the figures rest on.</param>
    public static IReadOnlyList<ResourceMark> Of(IReadOnlyList<TrialResult> trials, IReadOnlyList<TrialResult> used)
    {
        var marks = new List<ResourceMark>();
        if (used.SelectMany(trial => trial.Replicas).Average(replica => replica.ThrottledShare) is >= ThrottledFrom and var share)
        {
            marks.Add(new ResourceMark(ResourceMarkKind.Throttled, share));
        }

        if (trials.Sum(OomKills) is > 0 and var kills)
        {
            marks.Add(new ResourceMark(ResourceMarkKind.OomKilled, kills));
        }

        return marks;
    }

    /// <summary>Processes killed for want of memory; a trial that failed for it has at least one.</summary>
    public static long OomKills(TrialResult trial) =>
        Math.Max(trial.Replicas.Sum(replica => replica.OomKills), trial.FailureKind == FailureKind.OutOfMemory ? 1 : 0);

    /// <summary>What each kind of mark among the configurations means, one sentence or two for each.</summary>
    public static IEnumerable<string> Explain(IEnumerable<ConfigurationAnalysis> configurations) =>
        configurations.SelectMany(one => one.Marks).Select(mark => mark.Kind).Distinct().Order().Select(Explain);

    private static string Explain(ResourceMarkKind kind) => kind switch
    {
        ResourceMarkKind.Throttled =>
            $"Throttled: the share of the scheduler's periods in which the CPU limit stopped the replicas, mean over the trials, told from {Quantity.WholePercent(ThrottledFrom)} on; "
            + "a stopped replica answers nobody until its next period, which lengthens its slowest requests.",
        _ =>
            "OOM-killed: how often a process of a replica was killed because the replica had run out of its memory limit, in all trials together; "
            + "requests under way in it failed. The limit is too small for the configuration under this load.",
    };
}
