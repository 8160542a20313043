namespace LoadLab.Harness.Analysis;

/// <summary>Different work for the same target: where does the time go?</summary>
internal static class WorkloadComparison
{
    public static IReadOnlyList<string> Of(IReadOnlyList<ConfigurationAnalysis> configurations)
    {
        var measured = configurations.Where(one => one.MeanMs is not null).OrderBy(one => one.MeanMs!.Mean).ToList();
        if (measured.Count < 2)
        {
            return ["The configurations do different work, so none is better; fewer than two were measured, so nothing can be compared."];
        }

        var least = measured[0];
        return
        [
            .. measured.Skip(1).Reverse().Select(one => Against(one, least)),
            .. measured.Where(one => one.Diagnosis.StageSentence is not null).Reverse().Select(Stages),
        ];
    }

    private static string Against(ConfigurationAnalysis one, ConfigurationAnalysis least)
    {
        var (work, leastWork) = (LoadText.Work(one.Configuration.Load), LoadText.Work(least.Configuration.Load));
        var difference = one.MeanMs!.Mean - least.MeanMs!.Mean;
        if (difference < Ranking.SmallestRelevantDifference * one.MeanMs.Mean || IsNoise(one, least))
        {
            return $"{work} and {leastWork} show no measurable difference: {Figures(one)} against {Figures(least)}.";
        }

        var hint = one.Used.Count == 1 || least.Used.Count == 1 ? " (one trial only: a hint)" : "";
        return $"{work} takes {Figures(one)}, {leastWork} only {Figures(least)}: "
            + $"{Quantity.WholePercent(difference / one.MeanMs.Mean)} of the time of {work} goes to what {leastWork} does not do{hint}.";
    }

    private static string Figures(ConfigurationAnalysis one) =>
        $"{Quantity.Milliseconds(one.MeanMs!)} on average at {Quantity.Rate(one.Throughput!)}";

    private static bool IsNoise(ConfigurationAnalysis one, ConfigurationAnalysis least) =>
        WelchTest.Compare(one.Samples(load => load.ResponseTime.MeanMs), least.Samples(load => load.ResponseTime.MeanMs)) is { PValue: >= Ranking.Significant };

    private static string Stages(ConfigurationAnalysis one)
    {
        var inside = one.StageSeconds.Sum(stage => stage.Value) * 1000;
        return $"{LoadText.Work(one.Configuration.Load)}: {Lower(one.Diagnosis.StageSentence!)} "
            + $"That is {Quantity.WholePercent(Math.Min(1, inside / one.MeanMs!.Mean))} of the response time; the rest is waiting, HTTP and the network.";
    }

    private static string Lower(string sentence) => char.ToLowerInvariant(sentence[0]) + sentence[1..];
}
