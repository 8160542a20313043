namespace LoadLab.Harness.Analysis;

/// <summary>Says why nothing can be recommended, and what came closest.</summary>
internal static class NoRecommendation
{
    public static Recommendation Because(IReadOnlyList<ConfigurationAnalysis> configurations, IReadOnlyList<string> caveats)
    {
        var measured = configurations.Where(one => one.Used.Count > 0).ToList();
        return measured.Count == 0 ? NothingMeasured(configurations, caveats) : NoneHeld(measured, caveats);
    }

    public static Recommendation WithoutFigure(Objective objective, IReadOnlyList<string> caveats) => None(
        "No configuration can be recommended.",
        $"The objective is the {objective.Name}, and no configuration has that figure: it needs prices in the profile and a limit for each priced resource.",
        caveats);

    private static Recommendation NothingMeasured(IReadOnlyList<ConfigurationAnalysis> configurations, IReadOnlyList<string> caveats)
    {
        var invalid = configurations.Sum(one => one.InvalidTrials);
        var failed = configurations.Sum(one => one.FailedTrials);
        var why = invalid + failed == 0
            ? "No trial has finished yet."
            : $"No trial gave a result that may be believed: {failed} failed and {invalid} were invalid; the reasons are listed with the trials.";
        return None("No configuration can be recommended.", why, caveats);
    }

    private static Recommendation NoneHeld(List<ConfigurationAnalysis> measured, IReadOnlyList<string> caveats)
    {
        var held = measured.Where(one => one.SloState is SloState.Held or SloState.HeldOnce).ToList();
        if (held.Count > 0)
        {
            return None("No configuration can be recommended.", Failing(held), caveats);
        }

        var closest = measured.MinBy(one => one.SloExcess)!;
        var worst = closest.Slo.MaxBy(check => (check.State, check.Excess))!;
        var slo = string.Join(" and ", closest.Slo.Select(check => check.Bound.Phrase));
        var shown = worst.State == SloState.Unsure ? "was shown to hold" : "held";
        return None(
            $"No configuration can be recommended: none {shown} {slo}.",
            $"Closest was {RecommendationText.Name(closest)}: {worst.Sentence}.",
            caveats);
    }

    private static string Failing(List<ConfigurationAnalysis> held)
    {
        var ids = string.Join(", ", held.Select(one => one.Id));
        return held.Any(one => one.TargetFailed)
            ? $"The target failed in a trial of every configuration that could be measured ({ids})."
            : $"There was no successful request ({ids}).";
    }

    private static Recommendation None(string what, string why, IReadOnlyList<string> caveats) =>
        new() { Confidence = Confidence.None, What = what, Why = why, Caveats = caveats };
}
