namespace LoadLab.Engine.LoadModels;

/// <summary>Arrivals whose rate changes linearly from one rate to another over the stage: arrival k is at the time where k are due.</summary>
internal sealed class RampArrivals(CumulativeRate rate) : ArrivalSequence
{
    internal override long Count => rate.WholeTotal;

    internal override IArrivalSchedule Walk(DealtShare share) => new Schedule(rate, share);

    private sealed class Schedule(CumulativeRate rate, DealtShare share) : IArrivalSchedule
    {
        private long _next = share.First;

        public long NextNs()
        {
            if (_next >= rate.WholeTotal)
            {
                return IArrivalSchedule.End;
            }

            var time = _next == 0 ? 0 : rate.TimeOf(_next);
            _next += share.Stride;
            return time;
        }
    }
}
