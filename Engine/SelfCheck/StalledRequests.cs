using LoadLab.Engine.Measurement;

namespace LoadLab.Engine.SelfCheck;

/// <summary>The successful requests that a stall of their loop fell into: their response times, and what these tell of the target.</summary>
internal sealed class StalledRequests
{
    private readonly LatencyHistogram _reported = LatencyHistogram.WithRoomForAll();
    private readonly LatencyHistogram _undisturbed = LatencyHistogram.WithRoomForAll();

    public long Count => _reported.Count;

    /// <summary>Records a request of <paramref name="responseNs"/>, of which stalls may account for <paramref name="sufferedNs"/>.</summary>
    /// <remarks>
    /// Where they may account for all of it, it tells nothing of the target, and is counted as what is not known: like the others. Counted as
    /// no time at all it would stand for an answer that no target gives, and pull every percentile below the truth.
    /// </remarks>
    public void Record(long responseNs, long sufferedNs)
    {
        _reported.Record(responseNs);
        if (responseNs > sufferedNs)
        {
            _undisturbed.Record(responseNs - sufferedNs);
        }
    }

    public void Add(StalledRequests other)
    {
        _reported.Add(other._reported);
        _undisturbed.Add(other._undisturbed);
    }

    /// <summary>The response times without the stalls: of the requests in <paramref name="all"/> that tell of the target, those that stalled as short as they can have been.</summary>
    public LatencyHistogram Undisturbed(LatencyHistogram all)
    {
        var undisturbed = all.Without(_reported);
        undisturbed.Add(_undisturbed);
        return undisturbed;
    }
}
