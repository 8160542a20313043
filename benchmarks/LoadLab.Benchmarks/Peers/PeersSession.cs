using System.Text.Json.Nodes;
using LoadLab.Benchmarks.Clients;
using LoadLab.Benchmarks.Experiments;
using LoadLab.Benchmarks.Processes;
using LoadLab.Benchmarks.Reporting;
using LoadLab.Benchmarks.SideBySide;

namespace LoadLab.Benchmarks.Peers;

/// <summary>One call of <c>target</c>.</summary>
internal sealed class PeersSession(Workbench bench, PeersPlan plan)
{
    private const int WarmUpSeconds = 4;

    private readonly ProcessorPair _processors = ProcessorPair.Find();
    private readonly List<(Peer Peer, PeerServer Server)> _running = [];

    public async Task<Report> RunAsync(CancellationToken cancellationToken)
    {
        var report = new Report("The target API beside its peers", Method());
        var scratch = Directory.CreateTempSubdirectory("loadlab-peers-");
        try
        {
            await StartAsync(report, cancellationToken).ConfigureAwait(false);
            foreach (var endpoint in PeerEndpoint.All.Where(endpoint => plan.Endpoints.Contains(endpoint.Name)))
            {
                await AddEndpointAsync(report, endpoint, scratch.FullName, cancellationToken).ConfigureAwait(false);
            }
        }
        finally
        {
            foreach (var (_, server) in _running)
            {
                await server.DisposeAsync().ConfigureAwait(false);
            }

            scratch.Delete(recursive: true);
        }

        return report;
    }

    private string Method() =>
        $"""
        Each service is one process on processor {_processors.Server}; the load comes from the engine on processor {_processors.Client}, {plan.Connections} keep-alive connections with one
        request at a time each. {plan.Repetitions} × {plan.Seconds} s for each service, interleaved, the order turned by one each time, after it got no faster. Before that, their answers
        to this request were found to be the same. *requests/s* is the median over the runs, *CPU µs* the server's user and system time for each request, the lower
        quartile over the runs. *server* and *load* are the median shares of their processors that server and load generator took.
        """;

    /// <summary>All of them live at once, so that runs can take turns; one that has nothing to do takes no time.</summary>
    private async Task StartAsync(Report report, CancellationToken cancellationToken)
    {
        foreach (var peer in PeerCatalog.All.Where(peer => peer.Endpoints.Intersect(plan.Endpoints).Any()))
        {
            var availability = await peer.FindAsync(bench.Repository, cancellationToken).ConfigureAwait(false);
            report.LeftOut.Add($"{peer.Name}: {availability.Missing ?? availability.Stack}");
            if (availability.Missing is null)
            {
                _running.Add((peer, await peer.StartAsync(bench.Repository, _processors.Server, cancellationToken).ConfigureAwait(false)));
            }
        }
    }

    private async Task AddEndpointAsync(Report report, PeerEndpoint endpoint, string scratch, CancellationToken cancellationToken)
    {
        (Peer Peer, PeerServer Server)[] present = [.. _running.Where(running => running.Peer.Has(endpoint))];
        await CompareAnswersAsync(endpoint, present, cancellationToken).ConfigureAwait(false);
        var runner = new PeerRunner(bench.Repository, _processors, new ClientJob(present[0].Server.Address, null, plan.Connections, plan.Seconds, scratch), cancellationToken);
        foreach (var (peer, server) in present)
        {
            await WarmUp.RunAsync(async () => (await runner.RunAsync(peer, server, endpoint, WarmUpSeconds).ConfigureAwait(false)).RequestsPerSecond).ConfigureAwait(false);
        }

        var measurements = new List<PeerMeasurement>();
        for (var repetition = 0; repetition < plan.Repetitions; repetition++)
        {
            foreach (var (peer, server) in Rotation.Turn(present, repetition))
            {
                measurements.Add(await MeasureAsync(runner, peer, server, endpoint).ConfigureAwait(false));
            }
        }

        report.Tables.AddRange(new PeersTables(endpoint, [.. present.Select(running => running.Peer)], measurements).Create());
    }

    private async Task<PeerMeasurement> MeasureAsync(PeerRunner runner, Peer peer, PeerServer server, PeerEndpoint endpoint)
    {
        var run = await runner.RunAsync(peer, server, endpoint).ConfigureAwait(false);
        await bench.Progress.WriteLineAsync($"{endpoint.Name,-9} {peer.Name,-12} {run.RequestsPerSecond,8:0} requests/s {run.CpuUs,8:0.0} µs, load generator {run.GeneratorShare:0%}").ConfigureAwait(false);
        return run;
    }

    /// <exception cref="BenchmarkException">They do not do the same work.</exception>
    private async Task CompareAnswersAsync(PeerEndpoint endpoint, (Peer Peer, PeerServer Server)[] present, CancellationToken cancellationToken)
    {
        var body = endpoint.BodyFile is { } file ? await File.ReadAllTextAsync(bench.Repository.BenchmarkFile(file), cancellationToken).ConfigureAwait(false) : null;
        using var question = new PeerQuestion();
        JsonNode? first = null;
        foreach (var (peer, server) in present)
        {
            var answer = await question.AskAsync(new Uri(server.Address, endpoint.Path), body, cancellationToken).ConfigureAwait(false);
            first ??= answer;
            if (AnswerComparison.FindDifference(first, answer) is { } place)
            {
                throw new BenchmarkException(ExitCode.ExperimentFailed, $"{peer.Name} answers {endpoint.Path} with another {place} than {present[0].Peer.Name}: they cannot be compared.");
            }
        }
    }
}
