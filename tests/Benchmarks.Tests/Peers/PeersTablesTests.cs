using System.Text;
using LoadLab.Benchmarks.Peers;

namespace LoadLab.Benchmarks.Tests.Peers;

public sealed class PeersTablesTests
{
    private static readonly PeerEndpoint Empty = PeerEndpoint.All.Single(endpoint => endpoint.Name == "empty");
    private static readonly Peer Target = PeerCatalog.All[0];
    private static readonly Peer Kestrel = PeerCatalog.All.Single(peer => peer.Name == "bare Kestrel");
    private static readonly Peer FastApi = PeerCatalog.All.Single(peer => peer.Name == "FastAPI");

    [Theory]
    [InlineData(900, 11, "held with 0.90 by requests/s and 0.91 by CPU time.")]
    [InlineData(890, 11, "**missed** with 0.89 by requests/s and 0.91 by CPU time.")]
    [InlineData(900, 12, "**missed** with 0.90 by requests/s and 0.83 by CPU time.")]
    public void Create_TargetBesideAPeer_MustHoldByRequestsAndByTime(double rate, double cpuUs, string sentence)
    {
        // One of five runs was disturbed: the median and the lower quartile do not see it.
        var text = Render([.. Runs(Target, 4, rate, cpuUs), .. Runs(Target, 1, rate / 5, cpuUs * 5), .. Runs(Kestrel, 5, 1_000, 10)]);

        Assert.Contains("Target: at least 0.9 × bare Kestrel: " + sentence, text, StringComparison.Ordinal);
        Assert.DoesNotContain("of 5 runs", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(800, "**missed** with 8.00 by requests/s and 8.00 by CPU time. bare Kestrel misses it too, with 9.00 by requests/s and 8.00 by CPU time.")]
    [InlineData(1_000, "**missed** with 10.00 by requests/s and 8.00 by CPU time. bare Kestrel misses it too, with 9.00 by requests/s and 8.00 by CPU time.")]
    public void Create_TargetMissedByOthersToo_NamesThem(double rate, string sentence)
    {
        var text = Render([.. Runs(Target, 1, rate, 25), .. Runs(Kestrel, 1, 900, 25), .. Runs(FastApi, 1, 100, 200)]);

        Assert.Contains("Target: at least 10 × FastAPI: " + sentence, text, StringComparison.Ordinal);
    }

    [Fact]
    public void Create_TargetMissedByTheTargetApiAlone_NamesNobody()
    {
        var text = Render([.. Runs(Target, 1, 800, 25), .. Runs(Kestrel, 1, 1_000, 20), .. Runs(FastApi, 1, 100, 200)]);

        Assert.DoesNotContain("misses it too", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Create_GeneratorNearItsLimit_IsTold()
    {
        var text = Render([.. Runs(Target, 2, 1_000, 10), .. Runs(Kestrel, 2, 1_000, 10).Select(run => run with { GeneratorShare = 0.95 })]);

        Assert.Contains("bare Kestrel: in 2 of 2 runs the load generator took more than 90% of its processor: the service may do more than shown.", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Create_DisturbedIdleOrFailedRuns_AreTold()
    {
        var run = Runs(Target, 1, 1_000, 10).Single();
        var text = Render([run with { OthersShare = 0.1 }, run with { ServerShare = 0.5 }, run with { Failed = 3 }, .. Runs(Kestrel, 1, 1_000, 10)]);

        Assert.Contains("target API: in 1 of 3 runs other tasks had more than 5% of its processor.", text, StringComparison.Ordinal);
        Assert.Contains("target API: in 1 of 3 runs the service took less than 90% of its processor", text, StringComparison.Ordinal);
        Assert.Contains("target API: in 1 of 3 runs requests failed.", text, StringComparison.Ordinal);
    }

    private static string Render(IReadOnlyList<PeerMeasurement> runs)
    {
        var text = new StringBuilder();
        Peer[] peers = [.. new[] { Target, Kestrel, FastApi }.Where(peer => runs.Any(run => run.Peer == peer.Name))];
        foreach (var table in new PeersTables(Empty, peers, runs).Create())
        {
            table.AppendTo(text);
        }

        return text.ToString();
    }

    private static IEnumerable<PeerMeasurement> Runs(Peer peer, int count, double rate, double cpuUs) =>
        Enumerable.Range(0, count).Select(_ => new PeerMeasurement(peer.Name, rate, cpuUs, ServerShare: 1, GeneratorShare: 0.5, OthersShare: 0, P50Ms: 1, P99Ms: 2, Failed: 0));
}
