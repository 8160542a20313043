using LoadLab.Engine.SelfCheck;

namespace LoadLab.Harness.Experiments.Checks;

/// <summary>A machine that works for somebody else meanwhile measures the two of them.</summary>
internal sealed class BusyMachineCheck : IValidityCheck
{
    // Chosen, not measured: on two processors a tenth of the machine is a fifth of the one the target saturates, twice the
    // change that the steadiness check bears. 'benchmarks/run self-check --on-target' is how to measure them: it
    // prints how far the p99 moves with each share of the target's processor that another process takes.
    private const double OthersBound = 0.1;

    // Time the host takes away is never seen in the target's or the generator's own accounting, so the bound is tighter; chosen likewise.
    private const double StolenBound = 0.05;

    public IEnumerable<Finding> Check(TrialEvidence evidence)
    {
        if (evidence.Machine is not { TotalSeconds: > 0 } machine)
        {
            yield break;
        }

        if (machine.StolenSeconds / machine.TotalSeconds is var stolen and > StolenBound)
        {
            yield return new Finding(Verdict.Suspect,
                $"The host gave {stolen:0%} of this machine's processor time to other machines (bound {StolenBound:0%}): the target may carry more than shown.");
        }

        if (evidence.ReplicaCpuSeconds is { } replicas
            && (machine.BusySeconds - replicas - evidence.GeneratorCpuSecondsHere) / machine.TotalSeconds is var others and > OthersBound)
        {
            yield return new Finding(Verdict.Suspect,
                $"Processes that belong to neither target nor generator used {others:0%} of the machine's processor time (bound {OthersBound:0%}): stop them, and measure again.");
        }
    }
}
