namespace LoadLab.Engine.LoadModels;

/// <summary>A rate that changes linearly from one value to another within a time, or stays the same, and the arrivals it makes due by then.</summary>
/// <remarks>
/// With λ(t) = a + (b − a) · t/D the arrivals due by t are Λ(t) = a·t + (b − a)·t²/2D. Solved for t in the form that cancels no
/// digits, whether the rate rises or falls: t = 2x / (a + √(a² + 2(b − a)·x/D)).
/// Doubles are exact to 2⁻⁵³, well under 1 ns within a stage of a month.
/// </remarks>
internal sealed class CumulativeRate(ArrivalRate from, ArrivalRate to, long durationNs)
{
    private readonly double _start = from.PerNs;
    private readonly double _startSquared = from.PerNs * from.PerNs;
    private readonly double _slope = 2 * (to.PerNs - from.PerNs) / durationNs;

    internal long DurationNs => durationNs;

    /// <summary>Λ(D) = (a + b)·D/2.</summary>
    internal double Total { get; } = (from.PerNs + to.PerNs) * durationNs / 2;

    /// <summary>⌈Λ(D)⌉, in whole numbers.</summary>
    internal long WholeTotal { get; } = (long)ArrivalRate.CeilingOf(
        durationNs * (((Int128)from.Arrivals * to.PeriodNs) + ((Int128)to.Arrivals * from.PeriodNs)),
        (Int128)2 * from.PeriodNs * to.PeriodNs);

    /// <summary>The t where Λ(t) is <paramref name="arrivals"/>, above 0 and below <see cref="Total"/>; in whole ns within the time.</summary>
    internal long TimeOf(double arrivals)
    {
        // Rounding may take the last arrivals of a ramp to zero just below the root, or just beyond the stage.
        var rate = _start + Math.Sqrt(Math.Max(0, _startSquared + (_slope * arrivals)));
        return (long)Math.Min(2.0 * arrivals / rate, durationNs - 1);
    }
}
