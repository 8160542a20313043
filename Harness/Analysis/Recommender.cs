using LoadLab.Harness.Profiles;

namespace LoadLab.Harness.Analysis;

/// <summary>Chooses among configurations under one load.</summary>
internal sealed class Recommender(ProfileConfig profile, IReadOnlyList<string> sweepCaveats)
{
    private readonly Objective _objective = Objective.Of(profile);

    public Recommendation Recommend(IReadOnlyList<ConfigurationAnalysis> configurations)
    {
        var eligible = configurations.Where(one => one.Eligible).ToList();
        if (eligible.Count == 0)
        {
            return NoRecommendation.Because(configurations, sweepCaveats);
        }

        // Every candidate needs the figure that decides; where none has it, a throughput is still worth naming.
        var decided = eligible.Where(one => _objective.Estimate(one) is not null).ToList();
        return decided.Count == 0
            ? NoRecommendation.WithoutFigure(_objective, sweepCaveats)
            : Among(configurations, decided, eligible.Count - decided.Count);
    }

    private Recommendation Among(IReadOnlyList<ConfigurationAnalysis> all, List<ConfigurationAnalysis> candidates, int withoutFigure)
    {
        var ranking = Ranking.Of(candidates, _objective);
        var confidence = ConfidenceOf(candidates, ranking);
        var chosen = confidence == Confidence.Tied ? Smallest([ranking.Best, .. ranking.Equal]) : ranking.Best;
        var text = new RecommendationText(_objective, all, candidates, ranking, chosen);
        return new Recommendation
        {
            ConfigurationId = chosen.Id,
            Confidence = confidence,
            What = text.What(),
            Why = text.Why(confidence),
            Caveats = [.. Caveats(chosen, withoutFigure), .. LeftOut(all), .. sweepCaveats],
            TiedWith = confidence == Confidence.Tied
                ? [.. ranking.Indistinct.Prepend(ranking.Best).Where(one => one != chosen).Select(one => one.Id)]
                : [],
            PValue = ranking.PValue,
        };
    }

    private static Confidence ConfidenceOf(List<ConfigurationAnalysis> candidates, Ranking ranking)
    {
        if (!ranking.Tested || ranking.Best.Used.Count == 1)
        {
            return Confidence.Hint;
        }

        if (candidates.Count == 1)
        {
            return Confidence.Alone;
        }

        return ranking switch
        {
            { Indistinct.Count: > 0 } => Confidence.Tied,
            { PValue: < Ranking.Clear } => Confidence.Clear,
            _ => Confidence.Likely,
        };
    }

    // Fewer CPUs, then less memory, then the profile's own order (the sort is stable).
    private static ConfigurationAnalysis Smallest(IEnumerable<ConfigurationAnalysis> tied) => tied
        .OrderBy(one => one.Configuration.Replicas * (one.Configuration.Cpus ?? 1))
        .ThenBy(one => one.Configuration.Replicas * (double?)one.Configuration.MemoryBytes ?? double.MaxValue)
        .ThenBy(one => one.Id, StringComparer.Ordinal)
        .First();

    // Missing the SLO is a result; these are holes in it, and a better configuration may hide in them.
    private static IEnumerable<string> LeftOut(IReadOnlyList<ConfigurationAnalysis> all)
    {
        var failed = all.Where(one => one.TargetFailed).Select(one => one.Id).ToList();
        if (failed.Count > 0)
        {
            yield return $"Not considered because the target failed in a trial: {string.Join(", ", failed)}.";
        }

        var unusable = all.Where(one => !one.TargetFailed && one.Trials.Count > 0 && one.Used.Count == 0).Select(one => one.Id).ToList();
        if (unusable.Count > 0)
        {
            yield return $"Not considered because no trial may be believed: {string.Join(", ", unusable)}.";
        }
    }

    private IEnumerable<string> Caveats(ConfigurationAnalysis chosen, int withoutFigure)
    {
        foreach (var trial in chosen.Suspect)
        {
            yield return $"Trial {trial.Id} is suspect: {string.Join(" ", trial.Validity.Reasons)}";
        }

        if (chosen.Diagnosis.Limit is BindingLimit.Generator or BindingLimit.Load)
        {
            yield return $"{chosen.Id}: {chosen.Diagnosis.LimitSentence}";
        }

        if (chosen.InvalidTrials > 0)
        {
            yield return $"{Quantity.Count(chosen.InvalidTrials, "invalid trial")} of {chosen.Id} counted for nothing.";
        }

        if (withoutFigure > 0)
        {
            yield return $"{Quantity.Count(withoutFigure, "configuration")} could not be compared: without {_objective.Name}, for want of prices, limits or successful requests.";
        }
    }
}
