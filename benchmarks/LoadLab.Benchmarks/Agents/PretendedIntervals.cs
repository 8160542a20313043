using LoadLab.Engine;
using LoadLab.Engine.SelfCheck;

namespace LoadLab.Benchmarks.Agents;

/// <summary>Intervals as an agent's engine would have made them, drawn at random.</summary>
/// <param name="kind">Name of the one kind of request.</param>
/// <param name="samples">Requests in each.</param>
/// <param name="random">Seeded.</param>
/// <param name="sums">Gets every sample once more.</param>
internal sealed class PretendedIntervals(string kind, int samples, Random random, DirectSums sums)
{
    private const int Connections = 8;
    private const int BytesSent = 70;
    private const int BytesReceived = 160;

    public IntervalResult Draw(int index, TimeSpan length)
    {
        List<PretendedRequest> requests = [.. Enumerable.Range(0, samples).Select(number => PretendedRequest.Draw(random, connects: index == 0 && number < Connections))];
        sums.Record(requests);
        var histograms = new PretendedHistograms();
        histograms.Record(requests);
        var counts = CountsOf(requests);
        return new IntervalResult
        {
            Index = index,
            Start = index * length,
            Length = length,
            IsWarmUp = false,
            Counts = counts,
            Requests = [new RequestKindCounts(kind, counts.Sent, counts.Ok, counts.Failed)],
            Ok = new Latencies(histograms.OkResponse, histograms.OkService),
            Failed = new Latencies(histograms.FailedResponse, histograms.FailedService),
            Lateness = histograms.Lateness,
            Timings = new ConnectionTimings(histograms.Connect, histograms.Blocked, histograms.FirstByte),
            InFlight = random.Next(Connections),
            Users = 0,
            Connections = Connections,
            Generator = new IntervalEvidence(TimeSpan.Zero, TimeSpan.Zero, TimeSpan.FromMicroseconds(random.Next(1_000)), TimeSpan.Zero),
        };
    }

    private static RequestCounts CountsOf(List<PretendedRequest> requests)
    {
        var ok = requests.Count(request => request.IsOk);
        var failed = requests.Count - ok;
        return new RequestCounts
        {
            Planned = requests.Count,
            Sent = requests.Count,
            Ok = ok,
            Failed = failed,
            BytesSent = (long)BytesSent * requests.Count,
            BytesReceived = (long)BytesReceived * requests.Count,
            Statuses = failed == 0 ? new Dictionary<int, long> { [200] = ok } : new Dictionary<int, long> { [200] = ok, [500] = failed },
        };
    }
}
