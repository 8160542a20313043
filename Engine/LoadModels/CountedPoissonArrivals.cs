namespace LoadLab.Engine.LoadModels;

/// <summary>A given number of arrivals at random, at a constant rate: the first ones of a Poisson process.</summary>
internal sealed class CountedPoissonArrivals : ArrivalSequence
{
    private readonly ArrivalRate _rate;
    private readonly long _count;
    private readonly ulong _seed;
    private readonly PoissonPosition _position;

    internal CountedPoissonArrivals(ArrivalRate rate, long count, ulong seed)
    {
        _rate = rate;
        _count = count;
        _seed = seed;
        _position = new PoissonPosition(seed, TimeOf);
    }

    internal override long Count => _count;

    /// <summary>When the next one would be due, in ns; found by drawing them all.</summary>
    internal long EndNs => TimeOf(new UnitPoissonProcess(_seed).Advance(_count + 1)) + 1;

    internal override IArrivalSchedule Walk(DealtShare share, long fromNs)
    {
        var (process, passed) = fromNs > 0 ? _position.At(fromNs) : (new UnitPoissonProcess(_seed), 0);
        return new Schedule(this, process, passed, share.From(passed));
    }

    private long TimeOf(double due) => (long)(due / _rate.PerNs);

    private sealed class Schedule(CountedPoissonArrivals sequence, UnitPoissonProcess process, long passed, DealtShare share) : IArrivalSchedule
    {
        private UnitPoissonProcess _process = process;
        private long _remaining = share.Of(sequence.Count);
        private long _step = share.First - passed + 1;

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
