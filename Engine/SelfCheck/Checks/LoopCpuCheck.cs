namespace LoadLab.Engine.SelfCheck.Checks;

/// <summary>A generator that has no CPU to spare measures itself.</summary>
/// <remarks>
/// Never worse than suspect: a closed load on a fast target fills a loop by design, and its latencies stand; the throughput is then a
/// lower bound of the target's. What a full loop spoils in an open load shows as lateness and missed arrivals, which have their own bounds.
/// </remarks>
internal sealed class LoopCpuCheck : IGeneratorCheck
{
    // At 90 % of a processor a queue in front of it is already as long as nine requests on average (M/M/1: ρ/(1−ρ)).
    private const double Bound = 0.9;

    public IEnumerable<Finding> Check(LoadResult result)
    {
        if (result.Generator is { LoopCpuShare.Count: 0, Loops.Count: > 0 })
        {
            yield return new Finding(Verdict.Suspect,
                "This system does not tell how much processor time the event loops used, so nobody knows whether the generator was the limit. Run it on Linux to know.");
        }

        var busiest = result.Generator.LoopCpuShare.DefaultIfEmpty().Max();
        if (busiest > Bound)
        {
            yield return new Finding(Verdict.Suspect,
                $"The generator's busiest event loop used {busiest:0%} of its processor (bound {Bound:0%}): the throughput may be the generator's limit, and the target's may be higher. Give it more loops (load.loops).");
        }
    }
}
