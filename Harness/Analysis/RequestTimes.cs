using LoadLab.Harness.Results;

namespace LoadLab.Harness.Analysis;

/// <summary>Where the time of one configuration's requests went: means over the repeats of each trial's figure, times in ms.</summary>
public sealed record RequestTimes
{
    /// <summary>Share of the requests sent that had waited for a connection, 0 to 1.</summary>
    public Estimate? BlockedShare { get; init; }

    /// <summary>Of those that waited; null where none did.</summary>
    public Estimate? BlockedP99Ms { get; init; }

    /// <summary>Connections made in the measured part for each request sent.</summary>
    public Estimate? ConnectsPerRequest { get; init; }

    /// <summary>Null where no connection was made in the measured part.</summary>
    public Estimate? ConnectP50Ms { get; init; }

    public Estimate? ConnectP99Ms { get; init; }

    public Estimate? FirstByteP50Ms { get; init; }

    public Estimate? FirstByteP99Ms { get; init; }

    public Estimate? ServiceP50Ms { get; init; }

    public Estimate? ServiceP99Ms { get; init; }

    public bool HasBlocked => BlockedP99Ms is not null;

    public bool HasConnected => ConnectP99Ms is not null;

    /// <summary>Responses were not complete with their first byte.</summary>
    public bool HasPieces => FirstByteP50Ms?.Mean < ServiceP50Ms?.Mean || FirstByteP99Ms?.Mean < ServiceP99Ms?.Mean;

    /// <summary>False where the response time is the service time and comes at once: there are no parts to show.</summary>
    public bool HasParts => HasBlocked || HasConnected || HasPieces;

    /// <param name="used">The trials that the figures rest on. Those without timings are left out.</param>
    internal static RequestTimes Of(IEnumerable<TrialResult> used)
    {
        var loads = used.Select(trial => trial.Load).OfType<LoadSummary>().Where(load => load.Timings is not null).ToList();
        return new RequestTimes
        {
            BlockedShare = Over(loads, load => PerRequest(load.Timings!.Blocked, load)),
            BlockedP99Ms = Over(loads, load => load.Timings!.Blocked.P99Ms),
            ConnectsPerRequest = Over(loads, load => PerRequest(load.Timings!.Connect, load)),
            ConnectP50Ms = Over(loads, load => load.Timings!.Connect.P50Ms),
            ConnectP99Ms = Over(loads, load => load.Timings!.Connect.P99Ms),
            FirstByteP50Ms = Over(loads, load => load.Timings!.FirstByte.P50Ms),
            FirstByteP99Ms = Over(loads, load => load.Timings!.FirstByte.P99Ms),
            ServiceP50Ms = Over(loads, load => load.ServiceTime.P50Ms),
            ServiceP99Ms = Over(loads, load => load.ServiceTime.P99Ms),
        };
    }

    private static Estimate? Over(List<LoadSummary> loads, Func<LoadSummary, double?> read) =>
        Estimate.From([.. loads.Select(read).OfType<double>()]);

    private static double? PerRequest(LatencySummary part, LoadSummary load) =>
        load.Counts.Sent > 0 ? (double)part.Count / load.Counts.Sent : null;
}
