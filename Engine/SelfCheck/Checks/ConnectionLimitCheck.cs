namespace LoadLab.Engine.SelfCheck.Checks;

/// <summary>Requests that wait for a free connection: part of the load where an option caps the connections, an accident where the limit of open files does.</summary>
internal sealed class ConnectionLimitCheck : IGeneratorCheck
{
    // As for missed arrivals: a tenth of a percent is what lies beyond p99.9.
    private const double SuspectShare = 0.001;

    public IEnumerable<Finding> Check(LoadResult result)
    {
        if (result.Timings?.Blocked is not { Count: > 0 } blocked || result.Counts.Sent == 0)
        {
            yield break;
        }

        var share = (double)blocked.Count / result.Counts.Sent;
        if (result.Scenario is not null)
        {
            yield return new Finding(Verdict.Valid,
                $"{blocked.Count:#,0} iterations ({share:0.00%}) waited for others, because no more may run at once, up to {blocked.ValueAtPercentile(99) / 1e6:0.0##} ms (99th percentile): the cap is part of this load, and their wait is in the response times (load.max_connections).");
            yield break;
        }

        var most = result.Generator.Loops.Select(loop => loop.MaxConnections).DefaultIfEmpty().Max();
        var what = $"{blocked.Count:#,0} requests ({share:0.00%}) waited for one of the {most:#,0} connections that a loop may hold, up to {blocked.ValueAtPercentile(99) / 1e6:0.0##} ms (99th percentile)";
        if (!result.Generator.ConnectionsLimitedByFiles)
        {
            yield return new Finding(Verdict.Valid, $"{what}: the cap is part of this load, and their wait is in the response times (load.max_connections).");
        }
        else if (share > SuspectShare)
        {
            yield return new Finding(Verdict.Suspect, $"{what}, which the limit of open files sets (bound {SuspectShare:0.0%} of requests): raise it (ulimit -n).");
        }
    }
}
