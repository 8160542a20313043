namespace LoadLab.Engine;

/// <summary>Counts of requests over one stretch of time. All are sums, so they add over loops, agents and intervals.</summary>
public sealed record RequestCounts
{
    /// <summary>Arrivals the plan called for (open), or requests sent (closed).</summary>
    public long Planned { get; init; }

    /// <summary>
    /// Requests that went to the system: their bytes, or the attempt to connect for them. Each ends as Ok or Failed, so Sent = Ok + Failed
    /// once the run is over, and for open loads Planned = Sent + Missed.
    /// </summary>
    public long Sent { get; init; }

    /// <summary>Complete responses with a status below 400, or scenario iterations that returned Ok.</summary>
    public long Ok { get; init; }

    /// <summary>Statuses of 400 and above, and every <see cref="ErrorKind"/>.</summary>
    public long Failed { get; init; }

    /// <summary>Arrivals the generator never sent: it was late or out of connections. Not errors of the target.</summary>
    public long Missed { get; init; }

    /// <summary>
    /// Times that bytes came on a kept connection that carried no request, such as a 408 before the server closes; the connection is closed then.
    /// Counted where they come, whichever request they may once have belonged to.
    /// </summary>
    public long Unsolicited { get; init; }

    public long BytesSent { get; init; }

    public long BytesReceived { get; init; }

    /// <summary>Complete responses by HTTP status.</summary>
    public IReadOnlyDictionary<int, long> Statuses { get; init; } = new Dictionary<int, long>();

    /// <summary>Requests without a complete response, by reason.</summary>
    public IReadOnlyDictionary<ErrorKind, long> Errors { get; init; } = new Dictionary<ErrorKind, long>();

    /// <summary>All of them together; nothing for none.</summary>
    public static RequestCounts Sum(IEnumerable<RequestCounts> parts)
    {
        IReadOnlyList<RequestCounts> all = [.. parts];
        return new RequestCounts
        {
            Planned = all.Sum(part => part.Planned),
            Sent = all.Sum(part => part.Sent),
            Ok = all.Sum(part => part.Ok),
            Failed = all.Sum(part => part.Failed),
            Missed = all.Sum(part => part.Missed),
            Unsolicited = all.Sum(part => part.Unsolicited),
            BytesSent = all.Sum(part => part.BytesSent),
            BytesReceived = all.Sum(part => part.BytesReceived),
            Statuses = SumByKey(all.SelectMany(part => part.Statuses)),
            Errors = SumByKey(all.SelectMany(part => part.Errors)),
        };
    }

    private static Dictionary<TKey, long> SumByKey<TKey>(IEnumerable<KeyValuePair<TKey, long>> counts) where TKey : notnull =>
        counts.GroupBy(pair => pair.Key, pair => pair.Value).ToDictionary(group => group.Key, group => group.Sum());
}
