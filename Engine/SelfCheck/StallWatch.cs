using LoadLab.Engine.Interop;

namespace LoadLab.Engine.SelfCheck;

/// <summary>Finds the stretches in which a loop's thread should have looked at its events and could not. All calls on that thread.</summary>
/// <remarks>
/// Two witnesses. The scheduler's account tells how long the thread could have run and had no processor, whatever it was doing; it is
/// asked after every wait that was long enough to hide a stall, and a thousand times a second besides, so that usual short waits do not
/// add up to one (a look costs about 1 µs). The clock tells the rest: work or an overdue timer that took longer than the loop ever does
/// by itself, because the host took the processor away, memory was paged in, or the collector ran.
/// </remarks>
internal sealed class StallWatch : IDisposable
{
    /// <summary>A wait that took longer is looked into. At 5,000 waits a second, more than fit beside each other, that costs half a percent of a processor.</summary>
    public const long NoticeNs = 200_000;

    /// <summary>Without the scheduler's word: far above a full batch of events (64 at about 5 µs), below any time slice.</summary>
    public const long HeldUpNs = 1_000_000;

    /// <summary>Shorter delays are below the loop's own grain: a batch of events takes as long.</summary>
    public const long LeastNs = 50_000;

    private const long LookEveryNs = 1_000_000;

    private readonly StallAccount _account = new();
    private WakeAllowance _allowance;
    private ThreadSchedule? _schedule;
    private SchedulerTimes _seen;
    private TimeSpan _pauseSeen;
    private long _lookedNs;
    private StallTally _interval;
    private StallTally _measured;

    /// <summary>See <see cref="StallAccount.SufferedNs"/>.</summary>
    public long SufferedNs => _account.SufferedNs;

    /// <summary>Sums since <see cref="BeginMeasuring"/>.</summary>
    public StallTally Measured => _measured;

    /// <summary>See <see cref="StallAccount.SufferedBefore"/>.</summary>
    public long SufferedBefore(long momentNs) => _account.SufferedBefore(momentNs);

    /// <summary>Called first, on the thread that is to be watched.</summary>
    public void Begin(long nowNs)
    {
        _schedule = ThreadSchedule.TryOpen();
        _lookedNs = nowNs;
        _ = Passed();
        _pauseSeen = GC.GetTotalPauseDuration();
        _interval = default;
        _measured = default;
    }

    public void BeginMeasuring() => _measured = default;

    /// <summary>Sums since the last call.</summary>
    public StallTally TakeInterval(long nowNs)
    {
        Look(nowNs, overdueNs: 0);
        var ended = _interval;
        _interval = default;
        return ended;
    }

    /// <summary>After each wait of the loop: when it began, when it was over, and how long it was to be at most.</summary>
    public void OnWaited(long fromNs, long toNs, long timeoutNs)
    {
        if (toNs - fromNs > NoticeNs || toNs - _lookedNs > LookEveryNs)
        {
            Look(toNs, overdueNs: toNs - fromNs - timeoutNs);
        }
    }

    /// <summary>After a stretch of work without a look at the clock that took longer than <see cref="HeldUpNs"/>.</summary>
    public void OnHeldUp(long fromNs, long toNs) => Look(toNs, overdueNs: toNs - fromNs);

    public void Dispose() => _schedule?.Dispose();

    private void Look(long nowNs, long overdueNs)
    {
        var passed = Passed();
        var pause = GC.GetTotalPauseDuration();
        var heldNs = _allowance.Excess(passed) + ((pause - _pauseSeen).Ticks * TimeSpan.NanosecondsPerTick);
        var stallNs = Math.Max(Math.Min(heldNs, nowNs - _lookedNs), overdueNs >= HeldUpNs ? overdueNs : 0);
        if (stallNs >= LeastNs)
        {
            Add(nowNs, stallNs);
        }
        else
        {
            _allowance.Learn(passed);
        }

        _pauseSeen = pause;
        _lookedNs = nowNs;
    }

    private void Add(long nowNs, long stallNs)
    {
        _account.Add(nowNs, stallNs);
        _interval = _interval.With(stallNs);
        _measured = _measured.With(stallNs);
    }

    private SchedulerTimes Passed()
    {
        if (_schedule?.TryRead() is not { } now)
        {
            return default;
        }

        var passed = now - _seen;
        _seen = now;
        _interval = _interval.Delayed(passed.RunDelayNs);
        _measured = _measured.Delayed(passed.RunDelayNs);
        return passed;
    }
}
