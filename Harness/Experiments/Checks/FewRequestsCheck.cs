using LoadLab.Engine.SelfCheck;

namespace LoadLab.Harness.Experiments.Checks;

/// <summary>Too few requests for a 99th percentile.</summary>
internal sealed class FewRequestsCheck : IValidityCheck
{
    // Below 100 samples the 99th percentile is the maximum: one request decides it.
    private const long Fewest = 100;

    public IEnumerable<Finding> Check(TrialEvidence evidence)
    {
        var ok = evidence.Load.Counts.Ok;
        if (ok is > 0 and < Fewest)
        {
            yield return new Finding(Verdict.Suspect, $"Only {ok} requests succeeded: below {Fewest} the 99th percentile is just the slowest request. Measure longer.");
        }
    }
}
