using LoadLab.Engine.Measurement;

namespace LoadLab.Engine.SelfCheck;

/// <summary>The successful requests that a stall of their loop fell into: their response times, and what is left of these without it.</summary>
internal sealed class StalledRequests
{
    private readonly LatencyHistogram _reported = LatencyHistogram.WithRoomForAll();
    private readonly LatencyHistogram _least = LatencyHistogram.WithRoomForAll();

    public long Count => _reported.Count;

    /// <summary>Records a request of <paramref name="responseNs"/>, of which stalls may account for <paramref name="sufferedNs"/>.</summary>
    public void Record(long responseNs, long sufferedNs)
    {
        _reported.Record(responseNs);
        _least.Record(Math.Max(0, responseNs - sufferedNs));
    }

    public void Add(StalledRequests other)
    {
        _reported.Add(other._reported);
        _least.Add(other._least);
    }

    /// <summary>The response times of all requests, those of the stalled ones as short as they can have been.</summary>
    public LatencyHistogram Reduce(LatencyHistogram all)
    {
        var reduced = all.Without(_reported);
        reduced.Add(_least);
        return reduced;
    }
}
