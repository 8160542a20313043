namespace LoadLab.Harness.Analysis;

/// <summary>A ratio that a report claims something of, and whether it may.</summary>
/// <param name="Ratio">With its own interval.</param>
/// <param name="PValue">Corrected for all ratios claimed together; null where one of the two has a single trial.</param>
public sealed record Gain(MeanRatio Ratio, double? PValue)
{
    /// <summary>The two can be told apart: significant after correction, and more than a difference that matters to nobody.</summary>
    public bool IsDistinct => PValue < Ranking.Significant && Math.Abs(Ratio.Value - 1) >= Ranking.SmallestRelevantDifference;

    /// <summary>Nothing is known of its error.</summary>
    public bool IsHint => PValue is null;

    /// <summary>What a cell of a table says: <c>×2.31 (2.20 to 2.43)</c>.</summary>
    public string Text => IsHint ? $"{Factor} (one trial: a hint)"
        : IsDistinct ? $"{Factor} ({Quantity.Number(Ratio.Lower!.Value)} to {Quantity.Number(Ratio.Upper!.Value)})"
        : $"not distinguishable ({Quantity.Number(Ratio.Lower!.Value)} to {Quantity.Number(Ratio.Upper!.Value)})";

    /// <summary>The ratio alone: <c>×2.31</c>.</summary>
    public string Factor => $"×{Quantity.Number(Ratio.Value)}";

    /// <summary>Corrects the ratios that are claimed together by Holm's method; those without a p value count for nothing.</summary>
    public static IReadOnlyList<Gain?> Together(IReadOnlyList<MeanRatio?> ratios)
    {
        var tested = Enumerable.Range(0, ratios.Count).Where(index => ratios[index]?.PValue is not null).ToList();
        var adjusted = HolmCorrection.Adjust([.. tested.Select(index => ratios[index]!.PValue!.Value)]);
        return [.. ratios.Select((ratio, index) => ratio is null ? null : new Gain(ratio, ratio.PValue is null ? null : adjusted[tested.IndexOf(index)]))];
    }
}
