namespace LoadLab.Harness.Analysis;

/// <summary>The same work asked for more or less often: how far does the target follow?</summary>
internal static class LoadComparison
{
    public static IReadOnlyList<string> Of(IReadOnlyList<ConfigurationAnalysis> configurations)
    {
        var measured = configurations.Where(one => one.Throughput is not null).ToList();
        if (measured.Count < 2)
        {
            return ["The configurations differ in their load, so none is better; fewer than two were measured, so nothing can be compared."];
        }

        var highest = measured.MaxBy(one => one.Throughput!.Mean)!;
        var findings = new List<string>
        {
            $"The configurations differ only in their load, so none is better: the most carried was {Quantity.Rate(highest.Throughput!)}{P99(highest)}, by {RecommendationText.Name(highest)}.",
            highest.Diagnosis.LimitSentence,
        };
        findings.AddRange(Slo(measured));
        return findings;
    }

    private static IEnumerable<string> Slo(List<ConfigurationAnalysis> measured)
    {
        var most = measured.Where(one => one.Slo.Count > 0 && one.Eligible).MaxBy(one => one.Throughput!.Mean);
        if (most is not null)
        {
            var bounds = string.Join(" and ", most.Slo.Select(check => check.Bound.Phrase));
            yield return $"The most carried while {bounds} held was {Quantity.Rate(most.Throughput!)}, by {RecommendationText.Name(most)}.";
        }
        else if (measured[0].Slo.Count > 0)
        {
            yield return "No load held the SLO.";
        }
    }

    private static string P99(ConfigurationAnalysis one) => one.P99Ms is { } p99 ? $" with p99 {Quantity.Milliseconds(p99)}" : "";
}
