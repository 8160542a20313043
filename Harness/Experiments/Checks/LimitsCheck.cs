using LoadLab.Engine.SelfCheck;
using LoadLab.Harness.Profiles;
using LoadLab.Harness.Profiles.Values;
using LoadLab.Harness.Results;

namespace LoadLab.Harness.Experiments.Checks;

/// <summary>A limit that was asked for but not really in force makes the configuration another one.</summary>
internal sealed class LimitsCheck : IValidityCheck
{
    public IEnumerable<Finding> Check(TrialEvidence evidence)
    {
        if (evidence.Deployed is not { } asked || evidence.Limits is not { } limits)
        {
            yield break;
        }

        if (asked.Target.Deployment == DeploymentKind.Swarm)
        {
            foreach (var finding in CheckSwarm(asked, limits))
            {
                yield return finding;
            }

            yield break;
        }

        if (asked.Cpus is { } cpus && limits.Cpus != cpus)
        {
            yield return new Finding(Verdict.Suspect, limits.Cpus is { } inForce
                ? $"The CPU limit of {cpus} per replica could only be enforced as {inForce} whole {(inForce == 1 ? "processor" : "processors")} by {limits.CpuBy}: control groups cannot be written here."
                : $"The CPU limit of {cpus} per replica was not enforced: neither control groups nor processor binding are possible here.");
        }

        if (asked.MemoryBytes is { } bytes && !limits.MemoryBy.StartsWith("cgroup", StringComparison.Ordinal))
        {
            yield return new Finding(Verdict.Suspect, limits.MemoryBy == "heap-limit"
                ? $"The memory limit of {SizeText.Of(bytes)} per replica binds only the managed heap (.NET heap limit): native memory is not limited, as control groups cannot be written here."
                : $"The memory limit of {SizeText.Of(bytes)} per replica was not enforced: control groups cannot be written here.");
        }
    }

    private static IEnumerable<Finding> CheckSwarm(Configuration asked, EnforcedLimits limits)
    {
        if (asked.Cpus is { } cpus && limits.Cpus is null)
        {
            yield return new Finding(Verdict.Suspect, $"The CPU limit of {cpus} per replica was not enforced: its node's Docker daemon does not support it (see the warnings of docker info).");
        }

        if (asked.MemoryBytes is { } bytes && limits.MemoryBytes is null)
        {
            yield return new Finding(Verdict.Suspect, $"The memory limit of {SizeText.Of(bytes)} per replica was not enforced: its node's Docker daemon does not support it (see the warnings of docker info).");
        }
    }
}
