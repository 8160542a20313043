using LoadLab.Engine.LoadModels;
using LoadLab.Harness.Results;

namespace LoadLab.Harness.Experiments.Checks;

/// <summary>Does what was sent agree with the plan, counted independently of the engine's own count of its plan?</summary>
internal sealed class DeliveredRateCheck : IValidityCheck
{
    // The generator promises its rate within half a percent; more is a fault of it, not noise.
    private const double Bound = 0.005;

    public IEnumerable<Finding> Check(TrialEvidence evidence)
    {
        var load = evidence.LoadConfig;
        // What a random stage will draw depends on the run's seed, and a cancelled run never meets its plan.
        if (evidence.Load.Cancelled || load.Simulations.Any(stage => stage is InjectRandom)
            || LoadPlan.Create(load.Simulations, seed: 0).PlannedArrivals is not { } planned || planned == 0)
        {
            yield break;
        }

        var sent = evidence.Load.Counts.Sent;
        var off = (double)(sent - planned) / planned;
        // One arrival more or less at the edges is rounding.
        if (Math.Abs(off) > Bound && Math.Abs(sent - planned) > 1)
        {
            yield return new Finding(Verdict.Suspect, $"{sent} requests were sent where the load plan calls for {planned}: {off:+0.0%;-0.0%}, bound ±{Bound:0.0%}.");
        }
    }
}
