namespace LoadLab.Harness.Analysis;

/// <summary>The configurations that may be recommended, compared with the best of them.</summary>
/// <param name="Best">The best mean.</param>
/// <param name="RunnerUp">The second; null for one.</param>
/// <param name="Indistinct">Those that cannot be told from the best: no significant or no relevant difference.</param>
/// <param name="Equal">Those among them that may stand in for the best: as good to within <see cref="LargestPrice"/>, without any sign of a difference.</param>
/// <param name="PValue">Highest Holm-adjusted p over all comparisons; null where one could not be tested.</param>
/// <param name="Tested">True where every comparison had repeats enough to be tested.</param>
internal sealed record Ranking(
    ConfigurationAnalysis Best,
    ConfigurationAnalysis? RunnerUp,
    IReadOnlyList<ConfigurationAnalysis> Indistinct,
    IReadOnlyList<ConfigurationAnalysis> Equal,
    double? PValue,
    bool Tested)
{
    public const double Significant = 0.05;

    public const double Clear = 0.01;

    /// <summary>A difference below this share matters to nobody, however well it is measured.</summary>
    public const double SmallestRelevantDifference = 0.01;

    /// <summary>
    /// What a smaller configuration may cost against the best mean. With few repeats a test misses even large differences: not
    /// to be told apart is no proof of being as good.
    /// </summary>
    public const double LargestPrice = 0.05;

    /// <summary>Ranks by the objective. A minimising objective leaves no candidate without its figure.</summary>
    public static Ranking Of(IEnumerable<ConfigurationAnalysis> candidates, Objective objective)
    {
        var ranked = objective.Rank(candidates).ToList();
        var best = ranked[0];
        var others = ranked[1..];
        var tests = others.Select(other => WelchTest.Compare(objective.Samples(best), objective.Samples(other))).ToList();
        if (tests.Contains(null))
        {
            return new Ranking(best, others.FirstOrDefault(), [], [], null, false);
        }

        var adjusted = HolmCorrection.Adjust([.. tests.Select(test => test!.PValue)]);
        var indistinct = others.Where((other, index) => adjusted[index] >= Significant || Difference(best, other, objective) < SmallestRelevantDifference).ToList();
        // Unadjusted here: the correction guards claims of a difference, and this is a claim of none.
        var equal = others.Where((other, index) => Difference(best, other, objective) is var difference
            && (difference < SmallestRelevantDifference || (difference < LargestPrice && tests[index]!.PValue >= Significant))).ToList();
        return new Ranking(best, others.FirstOrDefault(), indistinct, equal, others.Count > 0 ? adjusted.Max() : null, true);
    }

    private static double Difference(ConfigurationAnalysis best, ConfigurationAnalysis other, Objective objective)
    {
        var (first, second) = (objective.Estimate(best)!.Mean, objective.Estimate(other)!.Mean);
        return Math.Abs(first - second) / Math.Max(first, second);
    }
}
