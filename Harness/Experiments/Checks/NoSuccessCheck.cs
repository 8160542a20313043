using LoadLab.Engine;
using LoadLab.Engine.SelfCheck;

namespace LoadLab.Harness.Experiments.Checks;

/// <summary>A trial without one successful request measured nothing of the target's work.</summary>
internal sealed class NoSuccessCheck : IValidityCheck
{
    public IEnumerable<Finding> Check(TrialEvidence evidence)
    {
        var counts = evidence.Load.Counts;
        if (counts.Ok == 0)
        {
            yield return new Finding(Verdict.Invalid, $"No request succeeded ({counts.Failed} failed), so there is nothing to judge the target by.{Why(evidence.Load)}");
        }
    }

    private static string Why(LoadResult load) => (load.TlsFailure ?? load.ProtocolFailure) is { } reason ? $" {reason}" : "";
}
