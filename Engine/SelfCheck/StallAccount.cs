namespace LoadLab.Engine.SelfCheck;

/// <summary>Keeps how long a loop stood still, and how much of that any request may have suffered. Pure.</summary>
/// <remarks>
/// A request that was due before a stall ended and is answered after it may have suffered twice the stall's length: the wait for the loop,
/// and the wait among all that the loop then sent in a bunch, which a target used up to a half works off in at most as long again.
/// </remarks>
internal sealed class StallAccount
{
    private const int Suffered = 2;

    private long _lastEndNs = long.MinValue;
    private long _lastNs;

    /// <summary>What a request since the beginning of time may have suffered.</summary>
    public long SufferedNs { get; private set; }

    /// <summary>Adds a stall that ended at <paramref name="endNs"/>.</summary>
    public void Add(long endNs, long lengthNs)
    {
        _lastEndNs = endNs;
        _lastNs = Suffered * lengthNs;
        SufferedNs += _lastNs;
    }

    /// <summary>The part of <see cref="SufferedNs"/> that is none of a request's which was due at <paramref name="dueNs"/>.</summary>
    /// <remarks>One due before several stalls ended is told of the last alone: what a backlog adds on top shows as lateness.</remarks>
    public long SufferedBefore(long dueNs) => dueNs >= _lastEndNs ? SufferedNs : SufferedNs - _lastNs;
}
