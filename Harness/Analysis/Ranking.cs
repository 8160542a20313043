namespace LoadLab.Harness.Analysis;

/// <summary>The configurations that may be recommended, compared with the best of them.</summary>
/// <param name="Best">The best mean.</param>
/// <param name="RunnerUp">The second; null for one.</param>
/// <param name="Indistinct">Those that cannot be told from the best: no significant or no relevant difference.</param>
/// <param name="PValue">Highest Holm-adjusted p over all comparisons; null where one could not be tested.</param>
/// <param name="Tested">True where every comparison had repeats enough to be tested.</param>
internal sealed record Ranking(
    ConfigurationAnalysis Best,
    ConfigurationAnalysis? RunnerUp,
    IReadOnlyList<ConfigurationAnalysis> Indistinct,
    double? PValue,
    bool Tested)
{
    public const double Significant = 0.05;

    public const double Clear = 0.01;

    /// <summary>A difference below this share matters to nobody, however well it is measured.</summary>
    public const double SmallestRelevantDifference = 0.01;

    /// <summary>Ranks by the objective. A minimising objective leaves no candidate without its figure.</summary>
    public static Ranking Of(IEnumerable<ConfigurationAnalysis> candidates, Objective objective)
    {
        var ranked = objective.Rank(candidates).ToList();
        var best = ranked[0];
        var others = ranked[1..];
        var tests = others.Select(other => WelchTest.Compare(objective.Samples(best), objective.Samples(other))).ToList();
        if (tests.Contains(null))
        {
            return new Ranking(best, others.FirstOrDefault(), [], null, false);
        }

        var adjusted = HolmCorrection.Adjust([.. tests.Select(test => test!.PValue)]);
        var indistinct = others.Where((other, index) => adjusted[index] >= Significant || !IsRelevant(best, other, objective)).ToList();
        return new Ranking(best, others.FirstOrDefault(), indistinct, others.Count > 0 ? adjusted.Max() : null, true);
    }

    private static bool IsRelevant(ConfigurationAnalysis best, ConfigurationAnalysis other, Objective objective)
    {
        var (first, second) = (objective.Estimate(best)!.Mean, objective.Estimate(other)!.Mean);
        return Math.Abs(first - second) >= SmallestRelevantDifference * Math.Max(first, second);
    }
}
