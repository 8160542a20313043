namespace LoadLab.Benchmarks.Stall;

/// <summary>What users of a server must have waited, computed from when it answered: no client has a say in it. Pure.</summary>
/// <remarks>
/// One server, first come first served: the i-th answer is the i-th arrival's, which was due i intervals after the first. When the first was
/// due, the server cannot know, but each answer says that an arrival was due by then. The earliest start that they leave is the closest
/// (the first request itself came late: it waited for a connection, and for code that had never run). What remains in it is the shortest
/// way from client to server.
/// </remarks>
internal static class ServedQueue
{
    private const double SecondNs = 1e9;

    /// <param name="answeredNs">The server's log of all arrivals' answers, in order.</param>
    /// <param name="ratePerSecond">Of the arrivals, which are even.</param>
    /// <param name="skipped">First arrivals that do not count: the warm-up.</param>
    /// <returns>Waits in ns from the arrival's due time to its answer, in order of arrival.</returns>
    public static IReadOnlyList<double> Waits(IReadOnlyList<long> answeredNs, int ratePerSecond, int skipped)
    {
        var intervalNs = SecondNs / ratePerSecond;
        List<double> startsAtLatest = [.. answeredNs.Select((answered, arrival) => answered - (arrival * intervalNs))];
        var startNs = startsAtLatest.Min();
        return [.. startsAtLatest.Skip(skipped).Select(start => start - startNs)];
    }

    /// <summary>The value that so many percent of the waits do not exceed (nearest rank, as histograms report it).</summary>
    public static double Percentile(IReadOnlyCollection<double> waits, double percentile)
    {
        var ordered = waits.Order().ToArray();
        return ordered[Math.Max(0, (int)Math.Ceiling(percentile / 100 * ordered.Length) - 1)];
    }
}
