namespace LoadLab.Benchmarks.Servers;

/// <summary>When a stepwise server serves, in ns from its first request. Pure.</summary>
/// <param name="Step">It serves at multiples of this only; zero: whenever it is not stalled.</param>
/// <param name="Stall">It stands still for so long from <see cref="StallFromNs"/> of every second.</param>
internal sealed record ServingSchedule(TimeSpan Step, TimeSpan Stall)
{
    public const long SecondNs = 1_000_000_000;

    /// <summary>Away from the full second, where runs begin and end: no stall is cut.</summary>
    public const long StallFromNs = 400_000_000;

    private readonly long _stepNs = Step.Ticks * TimeSpan.NanosecondsPerTick;
    private readonly long _stallNs = Stall.Ticks * TimeSpan.NanosecondsPerTick;

    /// <summary>The first moment from <paramref name="afterNs"/> on at which it may serve.</summary>
    public long NextServing(long afterNs)
    {
        var stepped = _stepNs == 0 ? afterNs : (afterNs + _stepNs - 1) / _stepNs * _stepNs;
        var inSecond = stepped % SecondNs;
        return inSecond >= StallFromNs && inSecond < StallFromNs + _stallNs ? stepped - inSecond + StallFromNs + _stallNs : stepped;
    }

    /// <summary>Until when it goes on once it serves at <paramref name="fromNs"/>: a step's burst ends by itself, so that is the same moment.</summary>
    public long ServesUntil(long fromNs)
    {
        var inSecond = fromNs % SecondNs;
        return _stepNs > 0 ? fromNs : fromNs - inSecond + (inSecond < StallFromNs ? StallFromNs : SecondNs + StallFromNs);
    }
}
