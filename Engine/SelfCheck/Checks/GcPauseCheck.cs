namespace LoadLab.Engine.SelfCheck.Checks;

/// <summary>While the garbage collector has all threads stopped, answers wait for the generator.</summary>
internal sealed class GcPauseCheck : IGeneratorCheck
{
    // A pause touches at least the requests that end in it, so 0.5 % of the time can be half of the requests beyond p99.
    private const double TimeBound = 0.005;

    // A pause that is short beside p99 cannot move it.
    private const double PercentileBound = 0.05;

    public IEnumerable<Finding> Check(LoadResult result)
    {
        if (result.Measured <= TimeSpan.Zero || result.Ok.Response.Count == 0)
        {
            yield break;
        }

        var share = result.Generator.GcPause / result.Measured;
        var longestMs = result.Generator.LongestGcPause.TotalMilliseconds;
        var boundMs = PercentileBound * result.Ok.Response.ValueAtPercentile(99) / 1e6;
        if (share > TimeBound && longestMs > boundMs)
        {
            yield return new Finding(Verdict.Suspect,
                $"The garbage collector stopped the generator for {share:0.0%} of the time (bound {TimeBound:0.0%}), up to {longestMs:0.0##} ms in an interval (bound {PercentileBound:0%} of p99, {boundMs:0.0##} ms): allocate less in scenario code.");
        }
    }
}
