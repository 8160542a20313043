namespace LoadLab.Harness.Analysis;

/// <summary>Holm's step-down correction for several tests at once (S. Holm, Scandinavian Journal of Statistics 6, 1979).</summary>
public static class HolmCorrection
{
    /// <summary>Adjusted p values in the order given: the i-th smallest of m becomes the running maximum of (m − i) × p, at most 1.</summary>
    public static IReadOnlyList<double> Adjust(IReadOnlyList<double> pValues)
    {
        var adjusted = new double[pValues.Count];
        var order = Enumerable.Range(0, pValues.Count).OrderBy(index => pValues[index]).ToArray();
        var highest = 0.0;
        for (var rank = 0; rank < order.Length; rank++)
        {
            highest = Math.Max(highest, Math.Min(1, (order.Length - rank) * pValues[order[rank]]));
            adjusted[order[rank]] = highest;
        }

        return adjusted;
    }
}
