namespace LoadLab.Engine.LoadModels;

/// <summary>A given number of arrivals at random, at a constant rate: the first ones of a Poisson process.</summary>
internal sealed class CountedPoissonArrivals(ArrivalRate rate, long count, ulong seed) : ArrivalSequence
{
    internal override long Count => count;

    /// <summary>When the next one would be due, in ns; found by drawing them all.</summary>
    internal long EndNs => TimeOf(new UnitPoissonProcess(seed).Advance(count + 1)) + 1;

    internal override IArrivalSchedule Walk(DealtShare share) => new Schedule(this, seed, share);

    private long TimeOf(double due) => (long)(due / rate.PerNs);

    private sealed class Schedule(CountedPoissonArrivals sequence, ulong seed, DealtShare share) : IArrivalSchedule
    {
        private UnitPoissonProcess _process = new(seed);
        private long _remaining = share.Of(sequence.Count);
        private long _step = share.First + 1;

        public long NextNs()
        {
            if (_remaining == 0)
            {
                return IArrivalSchedule.End;
            }

            _remaining--;
            var due = _process.Advance(_step);
            _step = share.Stride;
            return sequence.TimeOf(due);
        }
    }
}
