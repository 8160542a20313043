using LoadLab.Harness.Profiles;

namespace LoadLab.Harness.Analysis;

/// <summary>The two sentences of a recommendation.</summary>
internal sealed class RecommendationText(
    Objective objective,
    IReadOnlyList<ConfigurationAnalysis> all,
    IReadOnlyList<ConfigurationAnalysis> candidates,
    Ranking ranking,
    ConfigurationAnalysis chosen)
{
    /// <summary><c>c02 (replicas=2 cpus=0.5)</c>.</summary>
    public static string Name(ConfigurationAnalysis one) =>
        one.Configuration.Label.Length > 0 ? $"{one.Id} ({one.Configuration.Label})" : one.Id;

    public string What()
    {
        var figures = new List<string> { Quantity.Rate(chosen.Throughput!) };
        if (chosen.P99Ms is { } p99)
        {
            figures.Add($"p99 {Quantity.Milliseconds(p99)}");
        }

        figures.Add(chosen.ErrorRate is { Mean: > 0 } errors ? $"{Quantity.Percent(errors)} errors" : "no errors");
        if (objective.Kind == ObjectiveKind.MinimiseCost)
        {
            figures.Add(objective.Format(chosen.CostPerMillion!));
        }

        return $"Run {Name(chosen)}: {string.Join(", ", figures)}.";
    }

    public string Why(Confidence confidence) => confidence switch
    {
        Confidence.Hint => $"It had the {Best} {Field}, but {Trials}: treat it as a hint.",
        Confidence.Alone => all.Count == 1
            ? $"It is the only configuration measured{Slo}; there was nothing to compare it with."
            : $"It is the only one of {all.Count} configurations that can be recommended{Slo}.",
        Confidence.Tied => Tied(),
        _ => $"It had the {Best} {Field}, {(confidence == Confidence.Clear ? "clearly better" : "better")} than every other (p < {(confidence == Confidence.Clear ? "0.01" : "0.05")}; {RunnerUp}).",
    };

    private string Best => $"{(objective.HigherIsBetter ? "highest" : "lowest")} {objective.Name}";

    private string Field => candidates.Count == all.Count
        ? $"of {Quantity.Count(all.Count, "configuration")}{(chosen.Slo.Count > 0 ? $", all of which held {Bounds}" : "")}"
        : $"of the {Quantity.Count(candidates.Count, "configuration")} (out of {all.Count}) that {(chosen.Slo.Count > 0 ? $"held {Bounds}" : "can be recommended")}";

    private string Bounds => string.Join(" and ", chosen.Slo.Select(check => check.Bound.Phrase));

    private string Slo => chosen.Slo.Count > 0 ? $" and it held {Bounds}" : "";

    private string Trials => chosen.Used.Count == 1
        ? "it rests on only one trial"
        : "another configuration has only one trial to compare it with";

    private string RunnerUp => $"next is {ranking.RunnerUp!.Id} with {objective.Format(objective.Estimate(ranking.RunnerUp)!)}";

    private string Tied()
    {
        if (ranking.Equal.Count == 0)
        {
            return $"It had the {Best} {Field}, though {Quantity.Count(chosen.Used.Count, "repeat")} cannot tell it from {Join([.. ranking.Indistinct])} ({RunnerUp}).";
        }

        var others = ranking.Equal.Prepend(ranking.Best).Where(one => one != chosen).ToList();
        var first = others[0];
        return $"No measurable difference in {objective.Name} from {Join(others)} "
            + $"({objective.Format(objective.Estimate(chosen)!)} against {objective.Format(objective.Estimate(first)!)} of {first.Id}): "
            + $"{Smallest(others)}{Slo}.";
    }

    private string Smallest(List<ConfigurationAnalysis> others) =>
        others.TrueForAll(other => Size(other) == Size(chosen))
            ? "all need the same resources, so the first of them is recommended"
            : $"the smallest of them is recommended ({SizeInWords})";

    private static (int Replicas, double? Cpus, long? Memory) Size(ConfigurationAnalysis one) =>
        (one.Configuration.Replicas, one.Configuration.Cpus, one.Configuration.MemoryBytes);

    private string SizeInWords
    {
        get
        {
            var one = chosen.Configuration;
            var each = new[] { one.Cpus is { } cpus ? Quantity.Cores(cpus) : null, one.MemoryBytes is { } memory ? Quantity.Bytes(memory) : null };
            var limits = string.Join(" and ", each.OfType<string>());
            return Quantity.Count(one.Replicas, "replica") + (limits.Length > 0 ? $" × {limits}" : "");
        }
    }

    // More than a few ids make a sentence nobody reads; the table marks them all.
    private static string Join(List<ConfigurationAnalysis> others) => others.Count switch
    {
        1 => others[0].Id,
        <= 5 => $"{string.Join(", ", others[..^1].Select(one => one.Id))} and {others[^1].Id}",
        _ => $"{string.Join(", ", others[..4].Select(one => one.Id))} and {others.Count - 4} more",
    };
}
