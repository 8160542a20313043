namespace LoadLab.Engine.SelfCheck;

/// <summary>Keeps how long a loop stood still, and how much of that fell into any request's time. Pure.</summary>
/// <remarks>
/// A stall counts twice its length. What the loop did not send while it stood still it sends in a bunch, and the target works that off
/// beside its usual load: a target used up to a half needs at most as long again. So a stall of 2 ms spoils 4 ms, from its beginning on.
/// </remarks>
internal sealed class StallAccount
{
    private const int Aftermath = 2;

    private long _spoiledNs;
    private long _recoveredNs;
    private long _lastSpoiledNs;

    /// <summary>Time spoiled by all stalls so far, their aftermath included.</summary>
    public long SpoiledNs => _spoiledNs;

    /// <summary>Adds a stall that ended at <paramref name="endNs"/>.</summary>
    public void Add(long endNs, long lengthNs)
    {
        _lastSpoiledNs = Aftermath * lengthNs;
        _spoiledNs += _lastSpoiledNs;
        _recoveredNs = endNs - lengthNs + _lastSpoiledNs;
    }

    /// <summary>Time spoiled before <paramref name="momentNs"/>, which lies at or after the beginning of the last stall.</summary>
    /// <remarks>For a moment before the last stall began, that of its beginning: what a backlog adds on top shows as lateness.</remarks>
    public long SpoiledBefore(long momentNs) =>
        momentNs >= _recoveredNs ? _spoiledNs : _spoiledNs - Math.Min(_recoveredNs - momentNs, _lastSpoiledNs);
}
