using LoadLab.Engine.SelfCheck;
using LoadLab.Harness.Profiles;

namespace LoadLab.Harness.Experiments.Checks;

/// <summary>Replicas that share processors with the generator, or ask for more than there are, do not get what the configuration says.</summary>
internal sealed class ProcessorsCheck : IValidityCheck
{
    public IEnumerable<Finding> Check(TrialEvidence evidence)
    {
        if (evidence.Deployed is not { } asked || evidence.Limits is not { } limits)
        {
            yield break;
        }

        // On the nodes of a swarm nobody shares out processors; the generator tells itself whether it got what it needs.
        if (asked.Target.Deployment == DeploymentKind.Swarm)
        {
            yield break;
        }

        if (limits.TargetProcessors is not { } processors)
        {
            yield return new Finding(Verdict.Suspect, "The target shared its only processor with the load generator: each slowed the other. Use a machine with two or more processors.");
            yield break;
        }

        if (asked.Cpus is { } cpus && cpus * asked.Replicas > processors.Count)
        {
            yield return new Finding(Verdict.Suspect,
                $"{asked.Replicas} × {cpus} CPUs for the replicas ask for {cpus * asked.Replicas:0.##} processors, but only {processors.Count} are left for the target beside the generator: it got less than the configuration says.");
        }
    }
}
