namespace LoadLab.Harness.Analysis;

/// <summary>One bound of the SLO checked against one configuration.</summary>
/// <param name="Bound">The bound checked.</param>
/// <param name="Measured">In the bound's unit; null when there was nothing to measure.</param>
/// <param name="State">The finding.</param>
public sealed record SloCheck(SloBound Bound, Estimate? Measured, SloState State)
{
    /// <summary>The least favourable value that is still plausible: the interval's bad end, or the mean of a single trial.</summary>
    public double? Decisive => Measured is null ? null : (Bound.IsUpper ? Measured.Upper : Measured.Lower) ?? Measured.Mean;

    /// <summary>How far beyond the bound the decisive value lies, as a ratio: 1 is on it, 2 twice as bad.</summary>
    public double Excess
    {
        get
        {
            if (Decisive is not { } value)
            {
                return double.PositiveInfinity;
            }

            var (bad, good) = Bound.IsUpper ? (value, Bound.Limit) : (Bound.Limit, value);
            return good > 0 ? bad / good : bad > 0 ? double.PositiveInfinity : 1;
        }
    }

    /// <summary>The finding in words: <c>p99 12.3 ± 1.4 ms, 95 % interval up to 13.7 ms, within 250 ms</c>.</summary>
    public string Sentence => (State, Measured) switch
    {
        (_, null) => $"{Bound.Name}: not measured in every trial, for want of successful requests",
        (SloState.HeldOnce, _) => $"{Bound.Name} {Bound.Format(Measured.Mean)} in the only trial, {Bound.Phrase} held",
        (SloState.Held, _) => $"{Bound.Name} {Bound.Format(Measured)}, {Bound.Phrase} held over the whole 95 % interval",
        (SloState.Unsure, _) => $"{Bound.Name} {Bound.Format(Measured)}: the mean holds {Bound.Phrase}, but its 95 % interval reaches {Bound.Format(Decisive!.Value)}",
        _ => $"{Bound.Name} {Bound.Format(Measured)}, {Bound.Phrase} missed",
    };

    public static SloCheck Of(SloBound bound, Estimate? measured)
    {
        if (measured is null)
        {
            return new SloCheck(bound, null, SloState.Missed);
        }

        if (!bound.Admits(measured.Mean))
        {
            return new SloCheck(bound, measured, SloState.Missed);
        }

        var end = bound.IsUpper ? measured.Upper : measured.Lower;
        return new SloCheck(bound, measured, end switch
        {
            null => SloState.HeldOnce,
            { } value when bound.Admits(value) => SloState.Held,
            _ => SloState.Unsure,
        });
    }
}
