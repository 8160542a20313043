namespace LoadLab.Engine.LoadModels;

/// <summary>Arrivals whose rate changes linearly from one rate to another over the stage: arrival k is at the time where k are due.</summary>
internal sealed class RampArrivals(CumulativeRate rate) : ArrivalSequence
{
    internal override long Count => rate.WholeTotal;

    internal override IArrivalSchedule Walk(DealtShare share, long fromNs) => new Schedule(rate, share.From(DueBefore(fromNs)));

    private static long TimeOf(CumulativeRate rate, long arrival) => arrival == 0 ? 0 : rate.TimeOf(arrival);

    /// <summary>Searched for, not calculated: the times are rounded, and what is dealt anew must fall to the same side for everyone.</summary>
    private long DueBefore(long fromNs)
    {
        long before = 0, after = rate.WholeTotal;
        while (before < after)
        {
            var middle = before + ((after - before) / 2);
            if (TimeOf(rate, middle) < fromNs)
            {
                before = middle + 1;
            }
            else
            {
                after = middle;
            }
        }

        return before;
    }

    private sealed class Schedule(CumulativeRate rate, DealtShare share) : IArrivalSchedule
    {
        private long _next = share.First;

        public long NextNs()
        {
            if (_next >= rate.WholeTotal)
            {
                return IArrivalSchedule.End;
            }

            var time = TimeOf(rate, _next);
            _next += share.Stride;
            return time;
        }
    }
}
