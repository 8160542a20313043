namespace LoadLab.Engine.Http.Loops;

/// <summary>When each phase of a run begins and ends: the one thing that the loops must agree on. Times in ns of the monotonic clock.</summary>
/// <remarks>
/// Ends of timed phases are known when the run starts; a phase that lasts until its iterations are done ends when the last loop says so, or
/// when whoever speaks for several generators does. Loops read without a lock; the lock is taken once per interval and loop, and when a
/// phase ends.
/// </remarks>
internal sealed class RunTimeline
{
    public const long Unknown = long.MaxValue;

    /// <summary>Arrivals that a loop still starts when their phase is over: about what falls due while it is away for one turn.</summary>
    public const int LastRound = 32;

    /// <summary>A cancelled run ends promptly, yet most of its answers are only milliseconds away.</summary>
    private const long CancelledDrainNs = 500_000_000;

    private readonly Lock _lock = new();
    private readonly long?[] _durationsNs;
    private readonly long[] _endsNs;
    private readonly int[] _loopsAtWork;
    private readonly int _warmUpPhases;

    /// <summary>Told when all loops have finished a phase that then waits for <see cref="EndPhase"/>; null where it ends by itself.</summary>
    private readonly Action<int, long>? _onIterationsDone;

    /// <summary>Ends that were told from outside.</summary>
    private readonly long[] _toldEndsNs;

    private bool _isStarted;
    private long _endNs = Unknown;
    private long _lastPassedNs;
    private int _isCancelled;
    private long _leaseEndsNs = Unknown;
    private int _isLeaseOver;
    private int? _usedUpRequest;

    /// <param name="durationsNs">Length of each phase, warm-up first; null where iterations end it.</param>
    /// <param name="warmUpPhases">How many of them are warm-up; these are all timed.</param>
    /// <param name="loops">Number of loops.</param>
    /// <param name="onIterationsDone">
    /// Where phases that iterations end wait for others: told of the phase and the moment when all loops have finished one, on the last
    /// loop's thread.
    /// </param>
    public RunTimeline(IReadOnlyList<long?> durationsNs, int warmUpPhases, int loops, Action<int, long>? onIterationsDone = null)
    {
        _durationsNs = [.. durationsNs];
        _warmUpPhases = warmUpPhases;
        _onIterationsDone = onIterationsDone;
        _endsNs = [.. Enumerable.Repeat(Unknown, _durationsNs.Length)];
        _toldEndsNs = [.. Enumerable.Repeat(Unknown, _durationsNs.Length)];
        _loopsAtWork = [.. Enumerable.Repeat(loops, _durationsNs.Length)];
    }

    /// <summary>Start of the warm-up, or of measuring where there is none.</summary>
    public long StartNs { get; private set; }

    /// <summary>Start of the measured part.</summary>
    public long MeasuredStartNs { get; private set; }

    /// <summary>End of the measured part, or the moment of cancelling if that came first; <see cref="Unknown"/> while iterations go on.</summary>
    public long EndNs => Volatile.Read(ref _endNs);

    public bool IsCancelled => Volatile.Read(ref _isCancelled) != 0;

    /// <summary>Arrivals that a loop still starts when their phase is over.</summary>
    public int LastArrivals => Volatile.Read(ref _isLeaseOver) != 0 ? 0 : LastRound;

    /// <summary>When the run ends unless it is told by then that it may go on; <see cref="Unknown"/> where it needs no leave, or has had its last.</summary>
    public long LeaseEndsNs => Volatile.Read(ref _isLeaseOver) != 0 ? Unknown : Volatile.Read(ref _leaseEndsNs);

    /// <summary>The request for which there was no row left, which ended the run; null where none did. Read when the loops have ended.</summary>
    public int? UsedUpRequest => _usedUpRequest;

    /// <summary>How long answers are waited for at the end.</summary>
    /// <param name="regularNs">After a run that was not cancelled.</param>
    public long DrainNs(long regularNs) => IsCancelled ? Math.Min(regularNs, CancelledDrainNs) : regularNs;

    public int WarmUpPhases => _warmUpPhases;

    public int Phases => _durationsNs.Length;

    /// <summary>End of a phase; <see cref="Unknown"/> while its iterations, or those of a phase before it, go on.</summary>
    public long EndOf(int phase) => Volatile.Read(ref _endsNs[phase]);

    /// <summary>Called once, before any loop looks.</summary>
    public void Start(long startNs)
    {
        lock (_lock)
        {
            _isStarted = true;
            StartNs = startNs;
            _lastPassedNs = startNs;
            MeasuredStartNs = startNs + _durationsNs.Take(_warmUpPhases).Sum(duration => duration ?? 0);
            SetEndsFrom(0, startNs);
        }
    }

    /// <summary>The phase that a moment falls into; false where none will, or iterations decide which.</summary>
    /// <param name="offsetNs">The moment, from the start of the run, which need not be known yet.</param>
    /// <param name="phase">Its index.</param>
    /// <param name="sinceNs">From the phase's start.</param>
    public bool TryFind(long offsetNs, out int phase, out long sinceNs)
    {
        lock (_lock)
        {
            var startNs = StartNs;
            var atNs = StartNs + offsetNs;
            for (phase = 0; phase < _durationsNs.Length; phase++)
            {
                var endNs = _isStarted ? _endsNs[phase] : After(startNs, phase);
                sinceNs = atNs - startNs;
                if (atNs < endNs)
                {
                    return sinceNs >= 0 && _durationsNs[phase] is not null && endNs != Unknown && atNs < _endNs;
                }

                startNs = endNs;
            }

            sinceNs = 0;
            return false;
        }
    }

    /// <summary>One loop has made its share of a phase's iterations.</summary>
    /// <returns>True where the phase's end is now known and the other loops should be woken.</returns>
    public bool FinishIterations(int phase, long nowNs)
    {
        lock (_lock)
        {
            if (--_loopsAtWork[phase] > 0)
            {
                return false;
            }

            if (_onIterationsDone is null)
            {
                End(phase, nowNs);
                return true;
            }

            if (_toldEndsNs[phase] != Unknown)
            {
                End(phase, Math.Max(nowNs, _toldEndsNs[phase]));
            }
        }

        _onIterationsDone(phase, nowNs);
        return EndOf(phase) != Unknown;
    }

    /// <summary>Ends a phase that iterations end, and that waits for this: at a moment, or as soon after as all loops have finished it.</summary>
    /// <returns>True where the phase's end is now known and the loops should be woken.</returns>
    public bool EndPhase(int phase, long atNs, long nowNs)
    {
        lock (_lock)
        {
            if (_onIterationsDone is null || _durationsNs[phase] is not null || _endsNs[phase] != Unknown)
            {
                return false;
            }

            _toldEndsNs[phase] = atNs;
            if (_loopsAtWork[phase] > 0)
            {
                return false;
            }

            End(phase, Math.Max(nowNs, atNs));
            return true;
        }
    }

    /// <summary>Ends the run now.</summary>
    public void Cancel(long nowNs)
    {
        lock (_lock)
        {
            if (TryEnd(nowNs))
            {
                Volatile.Write(ref _isCancelled, 1);
            }
        }
    }

    /// <summary>Lets the run go on until this moment; false, and nothing changes, where its lease is over.</summary>
    public bool TryHoldUntil(long endsNs)
    {
        lock (_lock)
        {
            if (_isLeaseOver != 0)
            {
                return false;
            }

            Volatile.Write(ref _leaseEndsNs, endsNs);
            return true;
        }
    }

    /// <summary>
    /// Ends a run that has begun where its lease is over by now: at the moment until which it might go on, however much later that is seen.
    /// </summary>
    public void HoldToLease(long nowNs)
    {
        lock (_lock)
        {
            if (!_isStarted || _isLeaseOver != 0 || nowNs < _leaseEndsNs)
            {
                return;
            }

            Volatile.Write(ref _isLeaseOver, 1);
            if (TryEnd(_leaseEndsNs))
            {
                Volatile.Write(ref _isCancelled, 1);
            }
        }
    }

    /// <summary>Ends the run now, because there is nothing left to send; false where it has ended already.</summary>
    public bool EndForWantOfRows(long nowNs, int request)
    {
        lock (_lock)
        {
            if (!TryEnd(nowNs))
            {
                return false;
            }

            _usedUpRequest = request;
            return true;
        }
    }

    /// <summary>Asks to close an interval at <paramref name="boundaryNs"/>; false where the end of measuring came first and cuts it.</summary>
    public bool TryPass(long boundaryNs)
    {
        lock (_lock)
        {
            if (_endNs <= boundaryNs)
            {
                return false;
            }

            _lastPassedNs = Math.Max(_lastPassedNs, boundaryNs);
            return true;
        }
    }

    private bool TryEnd(long nowNs)
    {
        var endNs = Math.Max(nowNs, _lastPassedNs);
        if (endNs >= _endNs)
        {
            return false;
        }

        Volatile.Write(ref _endNs, endNs);
        return true;
    }

    private void End(int phase, long atNs)
    {
        // No loop may have closed an interval that reaches beyond the end of measuring.
        var endNs = Math.Max(atNs, _lastPassedNs);
        Volatile.Write(ref _endsNs[phase], endNs);
        SetEndsFrom(phase + 1, endNs);
    }

    private void SetEndsFrom(int phase, long startNs)
    {
        var endNs = startNs;
        for (; phase < _durationsNs.Length; phase++)
        {
            endNs = After(endNs, phase);
            Volatile.Write(ref _endsNs[phase], endNs);
        }

        if (endNs < _endNs)
        {
            Volatile.Write(ref _endNs, endNs);
        }
    }

    private long After(long startNs, int phase) =>
        startNs == Unknown || _durationsNs[phase] is not { } duration ? Unknown : startNs + duration;
}
