namespace LoadLab.Engine.SelfCheck.Checks;

/// <summary>Does what was sent agree with the plan, counted independently of the loops' own count of their plan?</summary>
internal sealed class DeliveredRateCheck : IGeneratorCheck
{
    // What the generator promises: its rate within a tenth of a percent. More is a fault of it, not noise.
    private const double Bound = 0.001;

    public IEnumerable<Finding> Check(LoadResult result)
    {
        // A run that was cancelled, or ended for want of rows, never meets its plan.
        if (result.Cancelled || result.UsedUpRequest is not null || result.PlanArrivals is not { } planned || planned == 0)
        {
            yield break;
        }

        var sent = result.Counts.Sent;
        var off = (double)(sent - planned) / planned;
        // One arrival more or less at the edges is rounding.
        if (Math.Abs(off) > Bound && Math.Abs(sent - planned) > 1)
        {
            yield return new Finding(Verdict.Suspect, $"{sent} requests were sent where the load plan calls for {planned}: {off:+0.00%;-0.00%}, bound ±{Bound:0.0%}.");
        }
    }
}
