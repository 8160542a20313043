namespace LoadLab.Engine.SelfCheck.Checks;

/// <summary>How far can stalls of the generator have moved the 99th percentile, which SLOs are set on?</summary>
/// <remarks>
/// The true percentile lies between the one reported and that of the least response times. The bound is held against the whole way between
/// the two, so a verdict comes before the figure can have moved that far.
/// </remarks>
internal sealed class StalledPercentileCheck : IGeneratorCheck
{
    // 5 %: what a repeat of the same trial differs by anyway. Half as much again: no bound on the percentile can be judged by it.
    private const double SuspectShare = 0.05;
    private const double InvalidShare = 0.5;

    public IEnumerable<Finding> Check(LoadResult result)
    {
        if (result.LeastResponse is not { } least || result.StalledRequests == 0)
        {
            yield break;
        }

        var reportedMs = result.Ok.Response.ValueAtPercentile(99) / 1e6;
        var leastMs = least.ValueAtPercentile(99) / 1e6;
        var moved = leastMs > 0 ? (reportedMs - leastMs) / leastMs : double.PositiveInfinity;
        if (moved > SuspectShare)
        {
            var isInvalid = moved > InvalidShare;
            yield return new Finding(isInvalid ? Verdict.Invalid : Verdict.Suspect,
                $"The p99 of {reportedMs:0.0##} ms may be too high: without the generator's own stalls it would be {leastMs:0.0##} ms at least "
                + $"(bound {(isInvalid ? InvalidShare : SuspectShare):0%} above that). {StallText.Describe(result)}");
        }
    }
}
