using LoadLab.Harness.Results;

namespace LoadLab.Harness.Experiments.Checks;

/// <summary>Arrivals that the generator never sent are load that the target was spared.</summary>
internal sealed class MissedArrivalsCheck : IValidityCheck
{
    // 0.1 %: as many as the requests beyond p99.9, so that percentile can be off entirely. 1 %: the same for p99, which SLOs are set on.
    private const double SuspectShare = 0.001;
    private const double InvalidShare = 0.01;

    public IEnumerable<Finding> Check(TrialEvidence evidence)
    {
        var counts = evidence.Load.Counts;
        var share = counts.Planned > 0 ? (double)counts.Missed / counts.Planned : 0;
        if (share > SuspectShare)
        {
            var verdict = share > InvalidShare ? Verdict.Invalid : Verdict.Suspect;
            var bound = share > InvalidShare ? InvalidShare : SuspectShare;
            yield return new Finding(verdict,
                $"{counts.Missed} of {counts.Planned} planned arrivals ({share:0.00%}, bound {bound:0.0%}) were never sent: the generator was late or out of connections.");
        }
    }
}
