namespace LoadLab.Harness.Analysis;

/// <summary>What a ladder says, in sentences: from where to where, by which change most, and what took the time at first.</summary>
internal static class LadderFindings
{
    public static IEnumerable<string> Of(IReadOnlyList<Ladder> ladders) => ladders.SelectMany(Of);

    private static IEnumerable<string> Of(Ladder ladder)
    {
        var under = ladder.Conditions is { } conditions ? $"With {conditions}, " : "";
        var (first, last) = (ladder.Rungs[0], ladder.Rungs[^1]);
        if (last.OverFirst is not { } whole)
        {
            yield return Begin(under, $"the gain from “{first.Name}” to “{last.Name}” cannot be told: one of the two was not measured.");
            yield break;
        }

        yield return Begin(under, $"from “{first.Name}” to “{last.Name}” the throughput went from {Quantity.Rate(first.Configuration.Throughput!)} to {Quantity.Rate(last.Configuration.Throughput!)}: {whole.Text}.");
        if (ladder.Rungs.Where(rung => rung.OverBefore is { IsDistinct: true, Ratio.Value: > 1 }).MaxBy(rung => rung.OverBefore!.Ratio.Value) is { } largest)
        {
            yield return Begin(under, $"the largest gain over the one before was that of “{largest.Name}”: {largest.OverBefore!.Text}.");
        }

        if (first.Costliest is { } costliest)
        {
            yield return Begin(under, $"at first, {Quantity.WholePercent(costliest.Share)} of the target's time went into {costliest.Name} ({Quantity.Milliseconds(costliest.Seconds * 1000)} of {Quantity.Milliseconds(costliest.AllSeconds * 1000)} a request)"
                + (last.Costliest is { } left ? $"; at last, most goes into {left.Name} ({Quantity.Milliseconds(left.Seconds * 1000)} of {Quantity.Milliseconds(left.AllSeconds * 1000)})." : "."));
        }
    }

    private static string Begin(string under, string sentence) =>
        under.Length > 0 ? under + sentence : char.ToUpperInvariant(sentence[0]) + sentence[1..];
}
