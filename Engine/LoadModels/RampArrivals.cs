namespace LoadLab.Engine.LoadModels;

/// <summary>Arrivals whose rate changes linearly from one rate to another over the stage.</summary>
/// <remarks>
/// With λ(t) = a + (b − a) · t/D the arrivals due by t are Λ(t) = a·t + (b − a)·t²/2D. Arrival k is at the t where Λ(t) = k; solved for t
/// in the form that cancels no digits, whether the rate rises or falls: t = 2k / (a + √(a² + 2(b − a)·k/D)).
/// Doubles are exact to 2⁻⁵³, well under 1 ns within a stage of a month.
/// </remarks>
internal sealed class RampArrivals(ArrivalRate from, ArrivalRate to, long durationNs) : ArrivalSequence
{
    private readonly double _start = from.PerNs;
    private readonly double _startSquared = from.PerNs * from.PerNs;
    private readonly double _slope = 2 * (to.PerNs - from.PerNs) / durationNs;

    /// <summary>⌈Λ(D)⌉ = ⌈(a + b)·D/2⌉, in whole numbers.</summary>
    internal override long Count { get; } = (long)ArrivalRate.CeilingOf(
        durationNs * (((Int128)from.Arrivals * to.PeriodNs) + ((Int128)to.Arrivals * from.PeriodNs)),
        (Int128)2 * from.PeriodNs * to.PeriodNs);

    internal override IArrivalSchedule Walk(DealtShare share) => new Schedule(this, share);

    private long TimeOf(long arrival)
    {
        if (arrival == 0)
        {
            return 0;
        }

        // Rounding may take the last arrivals of a ramp to zero just below the root, or just beyond the stage.
        var rate = _start + Math.Sqrt(Math.Max(0, _startSquared + (_slope * arrival)));
        return (long)Math.Min(2.0 * arrival / rate, durationNs - 1);
    }

    private sealed class Schedule(RampArrivals sequence, DealtShare share) : IArrivalSchedule
    {
        private long _next = share.First;

        public long NextNs()
        {
            if (_next >= sequence.Count)
            {
                return IArrivalSchedule.End;
            }

            var time = sequence.TimeOf(_next);
            _next += share.Stride;
            return time;
        }
    }
}
