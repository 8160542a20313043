using LoadLab.Benchmarks.Reporting;
using LoadLab.Benchmarks.Statistics;

namespace LoadLab.Benchmarks.Peers;

/// <summary>The tables of one endpoint: one line a peer with the target API's ratio to it, and every single run.</summary>
internal sealed class PeersTables(PeerEndpoint endpoint, IReadOnlyList<Peer> peers, IReadOnlyList<PeerMeasurement> measurements)
{
    /// <summary>A load generator that takes more of its processor than this may be what is measured.</summary>
    private const double GeneratorLimit = 0.9;

    /// <summary>A server that takes less of its processor than this was not asked for all that it can do.</summary>
    private const double Saturated = 0.9;

    /// <summary>More of the server's processor in other hands than this, and the run is told of.</summary>
    private const double NoiseShare = 0.05;

    private readonly ILookup<string, PeerMeasurement> _runs = measurements.ToLookup(run => run.Peer);

    public IEnumerable<MarkdownTable> Create() => [Summary(), EveryRun()];

    private MarkdownTable Summary()
    {
        var table = new MarkdownTable(endpoint.Title, ["Service", "requests/s", "target API ×", "CPU µs", "target API ×", "server", "load", "p50 ms", "p99 ms", "failed"]);
        foreach (var name in peers.Select(peer => peer.Name))
        {
            table.Add(
                name, $"{Rate(name):#,0}", $"{ByRate(PeerCatalog.TargetName, name):0.00}", $"{CpuUs(name):0.0}", $"{ByCpu(PeerCatalog.TargetName, name):0.00}", $"{Median(name, run => run.ServerShare):0%}", $"{Median(name, run => run.GeneratorShare):0%}",
                Figure(Median(name, run => run.P50Ms)), Figure(Median(name, run => run.P99Ms)), $"{_runs[name].Sum(run => run.Failed)}");
        }

        table.Notes.AddRange(peers.Where(peer => peer.Factor is not null).Select(Judgement));
        table.Notes.AddRange(peers.SelectMany(peer => Doubts(peer.Name)));
        return table;
    }

    private MarkdownTable EveryRun()
    {
        var table = new MarkdownTable($"{endpoint.Title}: every run, CPU µs and requests/s in the order of the runs", ["Service", "CPU µs", "requests/s", "others' share at most"]);
        foreach (var runs in peers.Select(peer => _runs[peer.Name]))
        {
            table.Add(runs.First().Peer, string.Join(", ", runs.Select(run => $"{run.CpuUs:0.0}")), string.Join(", ", runs.Select(run => $"{run.RequestsPerSecond:0}")), $"{runs.Max(run => run.OthersShare):0.0%}");
        }

        return table;
    }

    /// <summary>Held where both hold: requests a second are what a user sees, and processor time is what the load generator and other tasks cannot shift. As printed.</summary>
    private string Judgement(Peer peer)
    {
        var held = Reaches(PeerCatalog.TargetName, peer);
        return $"Target: at least {peer.Factor:0.##} × {peer.Name}: {(held ? "held" : "**missed**")} with {Ratios(PeerCatalog.TargetName, peer)}.{(held ? "" : Limits(peer))}";
    }

    /// <summary>Where a target is missed, the faster services that miss it as well: one that does nothing else shows how much there is to win at most.</summary>
    private string Limits(Peer peer) =>
        string.Concat(peers.Where(other => other.Factor < peer.Factor && !Reaches(other.Name, peer)).Select(other => $" {other.Name} misses it too, with {Ratios(other.Name, peer)}."));

    private bool Reaches(string name, Peer peer) => Math.Round(ByRate(name, peer.Name), 2) >= peer.Factor && Math.Round(ByCpu(name, peer.Name), 2) >= peer.Factor;

    private string Ratios(string name, Peer peer) => $"{ByRate(name, peer.Name):0.00} by requests/s and {ByCpu(name, peer.Name):0.00} by CPU time";

    private IEnumerable<string> Doubts(string name)
    {
        PeerMeasurement[] runs = [.. _runs[name]];
        return new[]
        {
            Doubt(runs, run => run.GeneratorShare > GeneratorLimit, $"the load generator took more than {GeneratorLimit:0%} of its processor: the service may do more than shown"),
            Doubt(runs, run => run.ServerShare < Saturated, $"the service took less than {Saturated:0%} of its processor: its requests/s are not all that it can do"),
            Doubt(runs, run => run.OthersShare > NoiseShare, $"other tasks had more than {NoiseShare:0%} of its processor"),
            Doubt(runs, run => run.Failed > 0, "requests failed"),
        }.OfType<string>();
    }

    private static string? Doubt(PeerMeasurement[] runs, Func<PeerMeasurement, bool> isDoubtful, string what) =>
        runs.Count(isDoubtful) is var count and > 0 ? $"{runs[0].Peer}: in {count} of {runs.Length} runs {what}." : null;

    private double ByRate(string name, string peer) => Rate(name) / Rate(peer);

    private double ByCpu(string name, string peer) => CpuUs(peer) / CpuUs(name);

    private double Rate(string name) => SampleQuantile.Median([.. _runs[name].Select(run => run.RequestsPerSecond)]);

    private double CpuUs(string name) => SampleQuantile.LowerQuartile([.. _runs[name].Select(run => run.CpuUs)]);

    private double? Median(string name, Func<PeerMeasurement, double?> figure) =>
        _runs[name].Select(figure).OfType<double>().ToList() is { Count: > 0 } told ? SampleQuantile.Median(told) : null;

    private static string Figure(double? milliseconds) => milliseconds is { } value ? $"{value:0.00}" : "none";
}
