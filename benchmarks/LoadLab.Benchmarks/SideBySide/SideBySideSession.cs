using LoadLab.Benchmarks.Clients;
using LoadLab.Benchmarks.Experiments;
using LoadLab.Benchmarks.Processes;
using LoadLab.Benchmarks.Reporting;
using LoadLab.Benchmarks.Servers;

namespace LoadLab.Benchmarks.SideBySide;

/// <summary>One call of <c>clients</c>.</summary>
internal sealed class SideBySideSession(Workbench bench, SideBySidePlan plan)
{
    private const int WarmUpSeconds = 4;

    private readonly ProcessorPair _processors = ProcessorPair.Find();
    private readonly List<string> _leftOut = [];

    public async Task<Report> RunAsync(CancellationToken cancellationToken)
    {
        var report = new Report("CPU time per request", Method());
        var scratch = Directory.CreateTempSubdirectory("loadlab-clients-");
        try
        {
            var clients = await FindClientsAsync(report).ConfigureAwait(false);
            foreach (var load in LoadCase.All.Where(load => plan.Cases.Contains(load.Name)))
            {
                await AddCaseAsync(report, load, clients, scratch.FullName, cancellationToken).ConfigureAwait(false);
            }
        }
        finally
        {
            scratch.Delete(recursive: true);
        }

        report.LeftOut.AddRange(_leftOut.Distinct());
        return report;
    }

    private string Method() =>
        $"""
        Each client ran {plan.Repetitions} × {plan.Seconds} s ({string.Join(", ", Stretched())}), interleaved, the order turned by one each time; server on processor {_processors.Server}, client
        on processor {_processors.Client}, {plan.Connections} keep-alive connections, one client thread. *CPU µs* is user and system time of the client's whole
        process tree, from its start to its end, divided by the requests that the server counted: the lower quartile over the runs. *× wrk* is its
        ratio to wrk's. Requests/s (median, counted by the server) and latencies (median of what each client tells) are secondary.
        """;

    private IEnumerable<string> Stretched() =>
        LoadCase.All.Where(load => load.Stretch > 1 && plan.Cases.Contains(load.Name)).Select(load => $"{load.Name}: {load.Stretch * plan.Seconds} s, as it answers fewer a second");

    private async Task<IReadOnlyList<ILoadClient>> FindClientsAsync(Report report)
    {
        var found = new List<ILoadClient>();
        foreach (var client in ClientCatalog.Choose(bench.Repository, plan.Clients))
        {
            var availability = await client.FindAsync().ConfigureAwait(false);
            if (availability.Missing is { } missing)
            {
                report.LeftOut.Add($"{client.Name}: {missing}");
                continue;
            }

            report.LeftOut.Add($"{client.Name}: {availability.Version}");
            found.Add(client);
        }

        return found;
    }

    private async Task AddCaseAsync(Report report, LoadCase load, IReadOnlyList<ILoadClient> clients, string scratch, CancellationToken cancellationToken)
    {
        if (await load.FindMissingAsync().ConfigureAwait(false) is { } missing)
        {
            _leftOut.Add($"{load.Title}: {missing}");
            return;
        }

        if (clients.Count == 0)
        {
            return;
        }

        await using var server = await load.StartAsync(bench.Repository, _processors.Server, cancellationToken).ConfigureAwait(false);
        var body = load.BodyFile is { } file ? bench.Repository.BenchmarkFile(file) : null;
        var job = new ClientJob(server.Url, body, plan.Connections, load.Stretch * plan.Seconds, scratch);
        var measurements = await MeasureAsync(load, server, clients, job, cancellationToken).ConfigureAwait(false);
        report.Tables.AddRange(new SideBySideTables(load, clients, measurements).Create());
    }

    private async Task<IReadOnlyList<ClientMeasurement>> MeasureAsync(
        LoadCase load, IBenchServer server, IReadOnlyList<ILoadClient> clients, ClientJob job, CancellationToken cancellationToken)
    {
        var runner = new ClientRunner(new CountedCall(server, _processors.Client, cancellationToken));
        await WarmServerAsync(runner, clients[0], job with { Seconds = WarmUpSeconds }).ConfigureAwait(false);
        var measurements = new List<ClientMeasurement>();
        for (var repetition = 0; repetition < plan.Repetitions; repetition++)
        {
            foreach (var client in Rotation.Turn(clients, repetition))
            {
                await AddRunAsync(measurements, load, runner, client, job).ConfigureAwait(false);
            }
        }

        return measurements;
    }

    /// <summary>A server that compiles while it runs must not do so under the first client: runs are discarded until they get no faster.</summary>
    private static async Task WarmServerAsync(ClientRunner runner, ILoadClient client, ClientJob job)
    {
        try
        {
            await WarmUp.RunAsync(async () => (await runner.RunAsync(client, job).ConfigureAwait(false)).RequestsPerSecond).ConfigureAwait(false);
        }
        catch (ClientFailedException e)
        {
            throw new BenchmarkException(ExitCode.ExperimentFailed, $"{job.Url} does not answer: {e.Message}.");
        }
    }

    private async Task AddRunAsync(List<ClientMeasurement> measurements, LoadCase load, ClientRunner runner, ILoadClient client, ClientJob job)
    {
        try
        {
            var measurement = await runner.RunAsync(client, job).ConfigureAwait(false);
            measurements.Add(measurement);
            await bench.Progress.WriteLineAsync($"{load.Name,-8} {client.Name,-20} {measurement.CpuUs,7:0.00} µs {measurement.RequestsPerSecond,9:0} requests/s").ConfigureAwait(false);
        }
        catch (ClientFailedException e)
        {
            _leftOut.Add($"{client.Name} on {load.Title} failed: {e.Message}");
            await bench.Progress.WriteLineAsync($"{load.Name,-8} {client.Name,-20} failed: {e.Message}").ConfigureAwait(false);
        }
    }
}
