namespace LoadLab.Engine.SelfCheck.Checks;

/// <summary>Lateness of the generator counts as response time: where it is large beside it, the figure is the generator's.</summary>
internal sealed class LatenessCheck : IGeneratorCheck
{
    // Half of the typical response time. Up to 1 ms is what a busy host's scheduler takes at any load, and no SLO turns on it.
    private const double ShareOfMedian = 0.5;
    private const double FloorMs = 1;

    public IEnumerable<Finding> Check(LoadResult result)
    {
        // What waited for a connection that it may not have was not late: that wait is part of the load, and recorded as blocked.
        var late = result.Timings is { } timings ? result.Lateness.Without(timings.Blocked) : result.Lateness;
        if (late.Count == 0 || result.Ok.Response.Count == 0)
        {
            yield break;
        }

        var lateMs = late.ValueAtPercentile(99) / 1e6;
        var medianMs = result.Ok.Response.ValueAtPercentile(50) / 1e6;
        var boundMs = Math.Max(FloorMs, ShareOfMedian * medianMs);
        if (lateMs > boundMs)
        {
            yield return new Finding(Verdict.Suspect,
                $"Requests left up to {lateMs:0.0##} ms late (99th percentile, bound {boundMs:0.0##} ms; median response time {medianMs:0.0##} ms): the tail of the response times is partly the generator's.");
        }
    }
}
