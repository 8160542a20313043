namespace LoadLab.Engine.LoadModels;

/// <summary>Arrivals at random, at a rate that is constant or changes linearly over the stage.</summary>
/// <remarks>
/// The arrivals of a process of rate 1, taken through the inverse of the cumulative rate Λ, are those of a Poisson process of rate λ(t)
/// (time-rescaling theorem: Daley and Vere-Jones, An Introduction to the Theory of Point Processes, section 7.4; Çınlar 1975 for this use).
/// Shares are dealt out of one sequence, which depends on the seed alone: each share draws the others' arrivals too and passes them
/// over, at a draw and a multiplication each. Sequences of their own for the shares would add up to a Poisson process as well and spare
/// that, but to other arrivals for each number of loops and agents.
/// </remarks>
internal sealed class PoissonArrivals : ArrivalSequence
{
    private readonly CumulativeRate _rate;
    private readonly ulong _seed;
    private readonly Lazy<long> _count;
    private readonly PoissonPosition _position;

    /// <summary>All arrivals within the rate's time.</summary>
    internal PoissonArrivals(CumulativeRate rate, ulong seed)
    {
        _rate = rate;
        _seed = seed;
        _count = new Lazy<long>(CountAll);
        _position = new PoissonPosition(seed, due => due < rate.Total ? rate.TimeOf(due) : IArrivalSchedule.End);
    }

    /// <summary>Counted when first asked, by drawing them all: a stage may have very many.</summary>
    internal override long Count => _count.Value;

    internal override IArrivalSchedule Walk(DealtShare share, long fromNs)
    {
        var (process, passed) = fromNs > 0 ? _position.At(fromNs) : (new UnitPoissonProcess(_seed), 0);
        return new Schedule(_rate, process, share.From(passed).First - passed, share.Stride);
    }

    private long CountAll()
    {
        var process = new UnitPoissonProcess(_seed);
        long count = 0;
        while (process.Advance(1) < _rate.Total)
        {
            count++;
        }

        return count;
    }

    /// <param name="rate">Takes the process of rate 1 to its own.</param>
    /// <param name="process">Where it begins.</param>
    /// <param name="others">Arrivals of others before the first.</param>
    /// <param name="stride">From one arrival to the next.</param>
    private sealed class Schedule(CumulativeRate rate, UnitPoissonProcess process, long others, long stride) : IArrivalSchedule
    {
        private UnitPoissonProcess _process = process;
        private long _step = others + 1;
        private bool _isOver;

        public long NextNs()
        {
            if (_isOver)
            {
                return IArrivalSchedule.End;
            }

            var due = _process.Advance(_step);
            _step = stride;
            _isOver = due >= rate.Total;
            return _isOver ? IArrivalSchedule.End : rate.TimeOf(due);
        }
    }
}
