using LoadLab.Benchmarks.Clients;

namespace LoadLab.Benchmarks.SideBySide;

/// <summary>One run of one client.</summary>
/// <param name="Client">Its name.</param>
/// <param name="CpuUs">CPU time of its whole process, start-up included, for each request that the server counted; µs.</param>
/// <param name="Served">Requests that the server counted.</param>
/// <param name="Seconds">For how long it was to run.</param>
/// <param name="OthersShare">Share of its processor that went to other tasks.</param>
/// <param name="Report">What it told itself.</param>
internal sealed record ClientMeasurement(string Client, double CpuUs, long Served, int Seconds, double OthersShare, ClientReport Report)
{
    public double RequestsPerSecond => (double)Served / Seconds;

    /// <summary>Its own count against the server's, as a share: a difference of more than the requests under way at its end is an error of one of them.</summary>
    public double CountError => ((double)Report.Requests / Served) - 1;
}
