using LoadLab.Harness.Results;

namespace LoadLab.Harness.Experiments.Checks;

/// <summary>Lateness of the generator counts as response time: where it is large beside it, the figure is the generator's.</summary>
internal sealed class LatenessCheck : IValidityCheck
{
    // Half of the typical response time. Up to 1 ms is what a busy host's scheduler takes at any load, and no SLO turns on it.
    private const double ShareOfMedian = 0.5;
    private const double FloorMs = 1;

    public IEnumerable<Finding> Check(TrialEvidence evidence)
    {
        if (evidence.Load.Lateness.Count == 0 || evidence.Load.Ok.Response.Count == 0)
        {
            yield break;
        }

        var lateMs = evidence.Load.Lateness.ValueAtPercentile(99) / 1e6;
        var medianMs = evidence.Load.Ok.Response.ValueAtPercentile(50) / 1e6;
        var boundMs = Math.Max(FloorMs, ShareOfMedian * medianMs);
        if (lateMs > boundMs)
        {
            yield return new Finding(Verdict.Suspect,
                $"Requests left up to {lateMs:0.0##} ms late (99th percentile, bound {boundMs:0.0##} ms; median response time {medianMs:0.0##} ms): the tail of the response times is partly the generator's.");
        }
    }
}
