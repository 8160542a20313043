namespace LoadLab.Engine.SelfCheck.Checks;

/// <summary>Arrivals that the generator never sent are load that the target was spared.</summary>
internal sealed class MissedArrivalsCheck : IGeneratorCheck
{
    // 0.1 %: as many as the requests beyond p99.9, so that percentile can be off entirely. 1 %: the same for p99, which SLOs are set on.
    private const double SuspectShare = 0.001;
    private const double InvalidShare = 0.01;

    public IEnumerable<Finding> Check(LoadResult result)
    {
        var counts = result.Counts;
        var share = counts.Planned > 0 ? (double)counts.Missed / counts.Planned : 0;
        if (share > SuspectShare)
        {
            var isInvalid = share > InvalidShare;
            yield return new Finding(isInvalid ? Verdict.Invalid : Verdict.Suspect,
                $"{counts.Missed} of {counts.Planned} planned arrivals ({share:0.00%}, bound {(isInvalid ? InvalidShare : SuspectShare):0.0%}) were never sent: the generator was late or out of connections.");
        }
    }
}
