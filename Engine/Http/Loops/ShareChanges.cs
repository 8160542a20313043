namespace LoadLab.Engine.Http.Loops;

/// <summary>The changes of a generator's share, on which its loops must agree: all make a change at its moment, or none.</summary>
/// <remarks>
/// A loop looks for the next change after it has read the clock, and starts nothing that is due later than that reading or not before the
/// change. So whoever shows a change and then reads a time before its moment knows that no loop can have gone beyond it without
/// having seen it. Where that time comes too late, the change is withdrawn; a loop that has seen it by then asks at the lock what became of it.
/// </remarks>
/// <param name="first">The share that the run begins with.</param>
/// <param name="nowNs">The monotonic clock.</param>
internal sealed class ShareChanges(ShareChange first, Func<long> nowNs)
{
    /// <summary>A processor may read the clock and look for the change in another order than is written, if only within nanoseconds.</summary>
    public const long MarginNs = 100_000;

    private readonly Lock _lock = new();
    private ShareChange _last = first;
    private long? _startNs;

    public ShareChange First { get; } = first;

    public bool HasAny
    {
        get
        {
            lock (_lock)
            {
                return _last != First;
            }
        }
    }

    /// <summary>Called once, before any loop looks.</summary>
    public void Start(long startNs)
    {
        lock (_lock)
        {
            _startNs = startNs;
            for (ShareChange? change = First; change is not null; change = change.Next)
            {
                change.SetStart(startNs);
            }
        }
    }

    /// <summary>Adds a change after all others; false, with nothing changed, where it is not later than these or its moment has come.</summary>
    public bool TryAdd(ShareChange change)
    {
        lock (_lock)
        {
            if (_last != First && change.OffsetNs <= _last.OffsetNs)
            {
                return false;
            }

            if (_startNs is { } startNs && !TryShow(change, startNs))
            {
                return false;
            }

            _last.Next = change;
            _last = change;
            return true;
        }
    }

    /// <summary>The change after another, now that its moment has come; null where it was withdrawn.</summary>
    public ShareChange? After(ShareChange change)
    {
        lock (_lock)
        {
            return change.Next;
        }
    }

    private bool TryShow(ShareChange change, long startNs)
    {
        change.SetStart(startNs);
        _last.Next = change;
        Interlocked.MemoryBarrier();
        if (nowNs() + MarginNs < change.AtNs)
        {
            return true;
        }

        _last.Next = null;
        return false;
    }
}
