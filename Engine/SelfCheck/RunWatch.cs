namespace LoadLab.Engine.SelfCheck;

/// <summary>Watches the process while a run goes on: wall clock and garbage collector, looked at when an interval ends. Not for several threads at once.</summary>
internal sealed class RunWatch(TimeProvider wallClock)
{
    private ClockStepMeter _clock = new(wallClock);
    private TimeSpan _pauseSeen = GC.GetTotalPauseDuration();

    /// <summary>See <see cref="GeneratorUsage.ClockStep"/>.</summary>
    public TimeSpan ClockStep => _clock.Largest;

    /// <summary>See <see cref="GeneratorUsage.LongestGcPause"/>.</summary>
    public TimeSpan LongestGcPause { get; private set; }

    /// <summary>See <see cref="GeneratorUsage.WorstInterval"/>.</summary>
    public BadInterval? WorstInterval { get; private set; }

    /// <summary>Begins anew: what happened before the run is none of its own.</summary>
    public void Begin()
    {
        _clock = new ClockStepMeter(wallClock);
        _pauseSeen = GC.GetTotalPauseDuration();
    }

    /// <summary>Takes in an interval that has just ended.</summary>
    /// <param name="start">From the start of measuring.</param>
    /// <param name="length">Its length.</param>
    /// <param name="isMeasured">Neither warm-up nor drain.</param>
    /// <param name="stalls">Of the worst loop; null where there are no loops.</param>
    public IntervalEvidence EndInterval(TimeSpan start, TimeSpan length, bool isMeasured, StallTally? stalls)
    {
        _clock.Look();
        var pause = GC.GetTotalPauseDuration();
        var evidence = new IntervalEvidence(Span(stalls?.StalledNs), Span(stalls?.LongestNs), Span(stalls?.RunDelayNs), pause - _pauseSeen);
        _pauseSeen = pause;
        if (isMeasured)
        {
            Compare(start, length, evidence);
        }

        return evidence;
    }

    private void Compare(TimeSpan start, TimeSpan length, IntervalEvidence evidence)
    {
        LongestGcPause = evidence.GcPause > LongestGcPause ? evidence.GcPause : LongestGcPause;
        var share = evidence.Stalled is { } stalled && length > TimeSpan.Zero ? Math.Min(1, stalled / length) : 0;
        if (share > (WorstInterval?.StalledShare ?? 0))
        {
            WorstInterval = new BadInterval(start, share);
        }
    }

    private static TimeSpan? Span(long? ns) => ns is { } value ? TimeSpan.FromTicks(value / TimeSpan.NanosecondsPerTick) : null;
}
