using LoadLab.Benchmarks.Servers;

namespace LoadLab.Benchmarks.Stall;

/// <summary>What users of a server must have waited, computed from when it served: no client has a say in it. Pure.</summary>
/// <remarks>
/// One server, first come first served. Arrival i is due at i / rate. While the server is absent nobody is served; from its return on it
/// takes one after the other, each in the time that the log gives for that burst (its length ÷ its answers). An arrival that finds the
/// server present and idle is answered at once, so times without an absence are computed as nearly 0: they are the network's, not the schedule's.
/// </remarks>
internal static class ServedQueue
{
    private const double SecondNs = 1e9;

    /// <param name="firstNs">The first arrival.</param>
    /// <param name="ratePerSecond">Of the arrivals.</param>
    /// <param name="skipped">First arrivals that are served but not counted: the warm-up.</param>
    /// <param name="counted">Arrivals counted after those.</param>
    /// <param name="absences">The server's log, in order.</param>
    /// <returns>Waits in ns from the arrival's due time to its answer, in order of arrival.</returns>
    public static IReadOnlyList<double> Waits(long firstNs, int ratePerSecond, int skipped, int counted, IReadOnlyList<Absence> absences)
    {
        var waits = new List<double>(counted);
        var freeNs = (double)firstNs;
        var absence = 0;
        for (var arrival = 0; arrival < skipped + counted; arrival++)
        {
            var dueNs = firstNs + (arrival * (SecondNs / ratePerSecond));
            var startNs = Math.Max(dueNs, freeNs);
            while (absence < absences.Count && absences[absence].ToNs <= startNs)
            {
                absence++;
            }

            var serving = absence < absences.Count && absences[absence].FromNs <= startNs ? absences[absence] : (Absence?)null;
            startNs = serving?.ToNs ?? startNs;
            freeNs = startNs + ServiceNs(absences, serving is null ? absence - 1 : absence);
            if (arrival >= skipped)
            {
                waits.Add(freeNs - dueNs);
            }
        }

        return waits;
    }

    /// <summary>The value that so many percent of the waits do not exceed (nearest rank, as histograms report it).</summary>
    public static double Percentile(IReadOnlyCollection<double> waits, double percentile)
    {
        var ordered = waits.Order().ToArray();
        return ordered[Math.Max(0, (int)Math.Ceiling(percentile / 100 * ordered.Length) - 1)];
    }

    private static double ServiceNs(IReadOnlyList<Absence> absences, int index) =>
        index >= 0 && absences[index] is { Answered: > 0 } burst ? (double)(burst.CaughtUpNs - burst.ToNs) / burst.Answered : 0;
}
