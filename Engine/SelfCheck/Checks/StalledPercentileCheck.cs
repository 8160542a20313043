namespace LoadLab.Engine.SelfCheck.Checks;

/// <summary>How far can stalls of the generator have moved the 99th percentile, which SLOs are set on?</summary>
/// <remarks>
/// The one reported is held against that of the undisturbed response times. From requests that only partly stalled these take off the most
/// that they can owe it, so they err towards a doubt too many.
/// </remarks>
internal sealed class StalledPercentileCheck : IGeneratorCheck
{
    // 5 %: what a repeat of the same trial differs by anyway. Half as much again: no bound on the percentile can be judged by it.
    private const double SuspectShare = 0.05;
    private const double InvalidShare = 0.5;

    public IEnumerable<Finding> Check(LoadResult result)
    {
        if (result.UndisturbedResponse is not { } undisturbed || result.StalledRequests == 0)
        {
            yield break;
        }

        var reportedMs = result.Ok.Response.ValueAtPercentile(99) / 1e6;
        var undisturbedMs = undisturbed.ValueAtPercentile(99) / 1e6;
        var moved = undisturbedMs > 0 ? (reportedMs - undisturbedMs) / undisturbedMs : double.PositiveInfinity;
        if (moved > SuspectShare)
        {
            var isInvalid = moved > InvalidShare;
            yield return new Finding(isInvalid ? Verdict.Invalid : Verdict.Suspect,
                $"The p99 of {reportedMs:0.0##} ms is too high: without the generator's own stalls it is about {undisturbedMs:0.0##} ms "
                + $"(bound {(isInvalid ? InvalidShare : SuspectShare):0%} above that). {StallText.Describe(result)}");
        }
    }
}
