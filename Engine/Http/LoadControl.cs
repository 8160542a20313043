using LoadLab.Engine.Http.Loops;

namespace LoadLab.Engine.Http;

/// <summary>
/// What a caller may do with a run from outside, and what it is told, so that several generators make one load together. One object for one
/// run. Thread-safe; nothing here waits for the run.
/// </summary>
/// <remarks>
/// Whoever joins generators gives all of them the same change of share at the same offset, and starts them at the same moment. Then what
/// the old shares call for before that offset and the new ones from it on is together exactly the plan.
/// </remarks>
public sealed class LoadControl
{
    private readonly Lock _lock = new();
    private readonly List<RowShares> _earlyRows = [];
    private HttpLoadRun? _run;
    private long _startedNs;
    private int _isClaimed;
    private long _leaseEndsNs = RunTimeline.Unknown;

    /// <summary>
    /// Called on the run's own thread once everything is set up: names resolved, transports open, the loops' threads bound and waiting.
    /// Returns the moment in ns of <see cref="Measurement.MonotonicClock"/> at which the run (its warm-up first) begins. Where that is past,
    /// what was due meanwhile is sent late, and counts as late. Null: at once. Where it is cancelled, by its token or an
    /// <see cref="OperationCanceledException"/>, the run ends as a cancelled one that measured nothing; any other exception ends it and is thrown.
    /// </summary>
    public Func<CancellationToken, long>? AwaitStart { get; init; }

    /// <summary>
    /// Told when this generator has made its share of the iterations of a measured stage that iterations end: the stage's index in
    /// <see cref="HttpLoad.Simulations"/>, and the moment in ns of the monotonic clock. Called on a loop's thread, so it must not block. The stage
    /// then goes on, without requests, until <see cref="EndStage"/>. Null: such stages end by themselves. Stages that have a rate end by
    /// their plan, on all generators at the same moment, and are not told of.
    /// </summary>
    public Action<int, long>? IterationsDone { get; init; }

    /// <summary>The moment on the monotonic clock at which the run began, and from which all offsets count; 0 until that is known.</summary>
    public long StartedNs => Volatile.Read(ref _startedNs);

    /// <summary>From an offset on, this generator makes another share of arrivals, users and rows of sequential feeds.</summary>
    /// <remarks>
    /// Exact to the nanosecond: everything intended before is the old share's, however late it is sent. Finding the place in the new share
    /// may take a while, as it draws the random arrivals before it: ask some seconds ahead. Users who come by a change in the midst of a stage
    /// think first. Where there is no room for their connections they wait for it, which is recorded as blocked.
    /// </remarks>
    /// <param name="share">The share to go on with.</param>
    /// <param name="fromOffset">Counted from <see cref="StartedNs"/>, warm-up included; later than that of every change before.</param>
    /// <returns>
    /// False, and nothing changes, where that moment is past or not later than a change before, where the run is over by then or is not set
    /// up yet, and where it lies in or behind a stage that iterations end and whose end is not known: such a stage cannot be shared anew.
    /// </returns>
    /// <exception cref="ArgumentException">There is no such share.</exception>
    public bool TryReshare(LoadShare share, TimeSpan fromOffset)
    {
        ArgumentNullException.ThrowIfNull(share);
        return share.Problem is { } problem
            ? throw new ArgumentException(problem, nameof(share))
            : Run is { } run && run.TryReshare(share, fromOffset);
    }

    /// <summary>
    /// Ends a stage that iterations end, for all loops, at a moment in ns of the monotonic clock: not before every loop has finished its iterations, and
    /// where the moment is past, now. Does nothing to a stage that has ended, or where <see cref="IterationsDone"/> is null.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The load has no such stage.</exception>
    public void EndStage(int stage, long atNs) => Run?.EndStage(stage, atNs);

    /// <summary>
    /// Lets the load go on until a moment in ns of the monotonic clock, and no longer unless this is called again by then. A load that is
    /// let go on by nobody is cancelled as of that moment, and what was due is missed: also where the whole process stood still
    /// meanwhile, which then sends nothing of what it is behind with. Never called: it needs nobody's leave.
    /// </summary>
    /// <returns>False, and nothing changes, where such a moment has passed already since the load began.</returns>
    public bool TryHoldUntil(long endsNs)
    {
        lock (_lock)
        {
            if (_run is not null)
            {
                return _run.TryHoldUntil(endsNs);
            }

            _leaseEndsNs = endsNs;
            return true;
        }
    }

    /// <summary>
    /// Gives away every second of the rows of unique feeds that are left, or all of them: none of these will be sent here, and none of them has
    /// been. Empty where nothing is left, or the run is not set up yet.
    /// </summary>
    public IReadOnlyList<RowShares> GiveRows(bool all) => Run?.GiveRows(all) ?? [];

    /// <summary>Adds rows that another generator gave away. In vain where the load has ended already, for want of rows or otherwise.</summary>
    /// <exception cref="ArgumentException">There are no such rows.</exception>
    public void TakeRows(IReadOnlyList<RowShares> rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        lock (_lock)
        {
            if (_run is null)
            {
                _earlyRows.AddRange(rows);
                return;
            }
        }

        Run?.TakeRows(rows);
    }

    private HttpLoadRun? Run => Volatile.Read(ref _run);

    /// <exception cref="InvalidOperationException">It belongs to another run.</exception>
    internal void Claim()
    {
        if (Interlocked.Exchange(ref _isClaimed, 1) != 0)
        {
            throw new InvalidOperationException("This control belongs to another run; make a new one for each.");
        }
    }

    /// <summary>The run is set up and can do what is asked of it.</summary>
    internal void Attach(HttpLoadRun run)
    {
        lock (_lock)
        {
            run.TakeRows(_earlyRows);
            run.TryHoldUntil(_leaseEndsNs);
            Volatile.Write(ref _run, run);
        }
    }

    internal void SetStarted(long startedNs) => Volatile.Write(ref _startedNs, startedNs);
}
