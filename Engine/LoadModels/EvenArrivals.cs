namespace LoadLab.Engine.LoadModels;

/// <summary>Arrival k at ⌊k · period / rate⌋, in whole numbers: no drift however long the stage.</summary>
internal sealed class EvenArrivals(ArrivalRate rate, long count) : ArrivalSequence
{
    internal override long Count => count;

    /// <summary>As many are due before a moment as a stage that ended there would have.</summary>
    internal override IArrivalSchedule Walk(DealtShare share, long fromNs)
    {
        var left = share.From(Math.Min(count, rate.ArrivalsWithin(fromNs)));
        return new Schedule(rate, left, left.Of(count));
    }

    private sealed class Schedule : IArrivalSchedule
    {
        private readonly long _denominator;
        private readonly long _step;
        private readonly long _stepRemainder;
        private long _remaining;
        private long _next;
        private long _remainder;

        internal Schedule(ArrivalRate rate, DealtShare share, long count)
        {
            _denominator = rate.Arrivals;
            _remaining = count;
            if (count > 0)
            {
                (_next, _remainder) = Divide((Int128)share.First * rate.PeriodNs);
            }

            if (count > 1)
            {
                (_step, _stepRemainder) = Divide((Int128)share.Stride * rate.PeriodNs);
            }
        }

        /// <summary>Bresenham's division: adds quotient and remainder of one step, so the hot path divides nothing.</summary>
        public long NextNs()
        {
            if (_remaining == 0)
            {
                return IArrivalSchedule.End;
            }

            _remaining--;
            var now = _next;
            _next += _step;
            _remainder += _stepRemainder;
            if (_remainder >= _denominator)
            {
                _remainder -= _denominator;
                _next++;
            }

            return now;
        }

        private (long Quotient, long Remainder) Divide(Int128 dividend) =>
            ((long)(dividend / _denominator), (long)(dividend % _denominator));
    }
}
