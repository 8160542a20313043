namespace LoadLab.Engine.SelfCheck.Checks;

/// <summary>A loop that stands still sends nothing: users of a closed load ask less often by that much, and bunches follow in an open one.</summary>
internal sealed class StalledTimeCheck : IGeneratorCheck
{
    // The throughput of a closed load that fills its loop is too low by the share of time it stood still: the same 5 % as for the percentile.
    private const double Bound = 0.05;

    public IEnumerable<Finding> Check(LoadResult result)
    {
        var share = result.Generator.Loops.Select(loop => loop.StalledShare).DefaultIfEmpty().Max();
        if (share > Bound)
        {
            yield return new Finding(Verdict.Suspect,
                $"An event loop stood still for {share:0.0%} of the measured time (bound {Bound:0%}): it may have asked less of the target than it should. {StallText.Describe(result)}");
        }
    }
}
