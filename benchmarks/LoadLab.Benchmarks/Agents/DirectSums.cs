namespace LoadLab.Benchmarks.Agents;

/// <summary>Every sample that pretended agents tell of, recorded once more in one place: what a merge without loss comes to.</summary>
internal sealed class DirectSums
{
    private readonly Lock _lock = new();
    private readonly PretendedHistograms _all = new();

    public void Record(IEnumerable<PretendedRequest> requests)
    {
        lock (_lock)
        {
            _all.Record(requests);
        }
    }

    public LoadDigest ToDigest()
    {
        lock (_lock)
        {
            var (ok, failed) = (_all.OkResponse.Count, _all.FailedResponse.Count);
            return LoadDigest.Of(
                ok + failed,
                ok,
                failed,
                [_all.OkResponse, _all.OkService, _all.FailedResponse, _all.FailedService, _all.Lateness, _all.Connect, _all.Blocked, _all.FirstByte]);
        }
    }
}
