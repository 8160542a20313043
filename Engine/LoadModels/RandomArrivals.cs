namespace LoadLab.Engine.LoadModels;

/// <summary>For every interval a number of arrivals drawn between two bounds, evenly spaced within the interval.</summary>
/// <remarks>
/// The number of interval j depends on the seed and j alone, so every share of the plan, on whatever machine, sees the same arrivals.
/// </remarks>
internal sealed class RandomArrivals(InjectRandom stage, long durationNs, ulong seed) : ArrivalSequence
{
    private readonly long _intervalNs = stage.Interval.Ticks * TimeSpan.NanosecondsPerTick;
    private readonly Lock _counting = new();
    private long _count = -1;

    /// <summary>Counted when first asked: a stage may have very many intervals.</summary>
    internal override long Count
    {
        get
        {
            lock (_counting)
            {
                return _count < 0 ? _count = CountAll() : _count;
            }
        }
    }

    internal override IArrivalSchedule Walk(DealtShare share, long fromNs)
    {
        var (interval, passed) = Before(fromNs);
        return new Schedule(this, share.From(passed), interval, passed, fromNs);
    }

    private long CountAll()
    {
        long count = 0;
        for (long interval = 0; interval * _intervalNs < durationNs; interval++)
        {
            count += ArrivalsIn(interval);
        }

        return count;
    }

    /// <summary>The interval that a moment lies in, or the last one, and how many arrivals there are before that interval.</summary>
    private (long Interval, long Arrivals) Before(long fromNs)
    {
        long interval = 0, arrivals = 0;
        for (; (interval + 1) * _intervalNs <= Math.Min(fromNs, durationNs - 1); interval++)
        {
            arrivals += ArrivalsIn(interval);
        }

        return (interval, arrivals);
    }

    /// <summary>Arrivals of one interval, of which the last may be cut short by the stage's end.</summary>
    private long ArrivalsIn(long interval)
    {
        var drawn = Draw(interval);
        var length = Math.Min(_intervalNs, durationNs - (interval * _intervalNs));
        return drawn == 0 ? 0 : new ArrivalRate(drawn, _intervalNs).ArrivalsWithin(length);
    }

    /// <summary>Uniform from the lower to the upper rate, both included.</summary>
    private long Draw(long interval)
    {
        var range = (ulong)((long)stage.MaxRate - stage.MinRate + 1);
        var random = SeedMixer.Mix(seed + (ulong)interval);
        // The high half of random · range, uniform to 1 part in 2³².
        return stage.MinRate + (long)Math.BigMul(random, range, out _);
    }

    private long TimeOf(long interval, long arrival) =>
        (interval * _intervalNs) + (long)((Int128)arrival * _intervalNs / Draw(interval));

    private sealed class Schedule : IArrivalSchedule
    {
        private readonly RandomArrivals _sequence;
        private readonly long _stride;
        private readonly long _fromNs;

        /// <summary>The next one's place in the interval, or beyond it.</summary>
        private long _arrival;
        private long _interval;
        private long _inInterval;

        /// <param name="sequence">All arrivals.</param>
        /// <param name="share">This share's, without any before the interval.</param>
        /// <param name="interval">Where to begin.</param>
        /// <param name="passed">Arrivals before that interval.</param>
        /// <param name="fromNs">Earlier ones are passed over.</param>
        internal Schedule(RandomArrivals sequence, DealtShare share, long interval, long passed, long fromNs)
        {
            _sequence = sequence;
            _stride = share.Stride;
            _fromNs = fromNs;
            _arrival = share.First - passed;
            _interval = interval;
            _inInterval = sequence.ArrivalsIn(interval);
        }

        public long NextNs()
        {
            var time = Next();
            while (time < _fromNs)
            {
                time = Next();
            }

            return time;
        }

        private long Next()
        {
            while (_arrival >= _inInterval)
            {
                _arrival -= _inInterval;
                _interval++;
                if (_interval * _sequence._intervalNs >= _sequence.DurationNs)
                {
                    return End();
                }

                _inInterval = _sequence.ArrivalsIn(_interval);
            }

            var time = _sequence.TimeOf(_interval, _arrival);
            _arrival += _stride;
            return time;
        }

        /// <summary>Stays at the end when asked again.</summary>
        private long End()
        {
            _interval--;
            _inInterval = 0;
            _arrival = 0;
            return IArrivalSchedule.End;
        }
    }

    private long DurationNs => durationNs;
}
