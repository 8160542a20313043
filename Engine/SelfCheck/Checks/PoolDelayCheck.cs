namespace LoadLab.Engine.SelfCheck.Checks;

/// <summary>User code and .NET sockets need the thread pool: what waits for a thread there counts as response time.</summary>
internal sealed class PoolDelayCheck : IGeneratorCheck
{
    // As for lateness, which is the same wait at the other end of an iteration.
    private const double ShareOfMedian = 0.5;
    private const double FloorMs = 1;

    public IEnumerable<Finding> Check(LoadResult result)
    {
        if (result.PoolDelay is not { Count: > 0 } delay || result.Ok.Response.Count == 0)
        {
            yield break;
        }

        var delayMs = delay.ValueAtPercentile(99) / 1e6;
        var medianMs = result.Ok.Response.ValueAtPercentile(50) / 1e6;
        var boundMs = Math.Max(FloorMs, ShareOfMedian * medianMs);
        if (delayMs > boundMs)
        {
            yield return new Finding(Verdict.Suspect,
                $"Work that was ready waited up to {delayMs:0.0##} ms for a thread of the pool (99th percentile, bound {boundMs:0.0##} ms; median response time {medianMs:0.0##} ms): "
                + "the processors are busy, or code blocks its threads instead of awaiting.");
        }
    }
}
