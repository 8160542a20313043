namespace LoadLab.Engine.LoadModels;

/// <summary>A rate kept as a fraction, so that nothing is rounded: <paramref name="Arrivals"/> in <paramref name="PeriodNs"/>.</summary>
internal readonly record struct ArrivalRate(long Arrivals, long PeriodNs)
{
    internal static ArrivalRate None { get; } = new(0, 1);

    internal double PerNs => (double)Arrivals / PeriodNs;

    internal bool IsSameAs(ArrivalRate other) => (Int128)Arrivals * other.PeriodNs == (Int128)other.Arrivals * PeriodNs;

    /// <summary>Arrivals k with k · period / arrivals &lt; duration: the ceiling of rate × duration.</summary>
    internal long ArrivalsWithin(long durationNs) => (long)CeilingOf((Int128)durationNs * Arrivals, PeriodNs);

    /// <summary>Time after which <paramref name="count"/> arrivals are over and the next would be due.</summary>
    internal long TimeFor(long count) => (long)CeilingOf((Int128)count * PeriodNs, Arrivals);

    internal static Int128 CeilingOf(Int128 dividend, Int128 divisor) => (dividend + divisor - 1) / divisor;
}
