using LoadLab.Benchmarks.Clients;
using LoadLab.Benchmarks.Processes;
using LoadLab.Engine.Http.Transports;

namespace LoadLab.Benchmarks.Peers;

/// <summary>Loads one peer at a time by the engine, and takes the server's measure.</summary>
internal sealed class PeerRunner(Repository repository, ProcessorPair processors, ClientJob job, CancellationToken cancellationToken)
{
    /// <summary>Beyond a run's own duration, for start-up and end.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(30);

    private readonly EngineClient _engine = new(repository, TransportCatalog.All.First(transport => transport.Probe() is null));

    /// <summary>The client as the report names it.</summary>
    public string Engine => _engine.Name;

    /// <exception cref="BenchmarkException">The engine failed.</exception>
    public async Task<PeerMeasurement> RunAsync(Peer peer, PeerServer server, PeerEndpoint endpoint, int? seconds = null)
    {
        var mine = job with { Url = new Uri(server.Address, endpoint.Path), BodyFile = endpoint.BodyFile is { } file ? repository.BenchmarkFile(file) : null, Seconds = seconds ?? job.Seconds };
        var (cpuBefore, allBefore) = (server.Cpu, ProcessorTime.Read(processors.Server));
        var outcome = await ClientProcess.RunAsync(_engine.Call(mine), processors.Client, TimeSpan.FromSeconds(mine.Seconds) + Grace, cancellationToken).ConfigureAwait(false);
        var (cpu, all) = (server.Cpu - cpuBefore, ProcessorTime.Read(processors.Server) - allBefore);
        var run = HarnessRun.Require(outcome);
        return new PeerMeasurement(
            peer.Name,
            run.Ok / run.MeasuredSeconds,
            cpu.TotalMicroseconds / Math.Max(1, run.Ok + run.Failed),
            cpu.TotalSeconds / run.MeasuredSeconds,
            run.LoopCpuShare,
            Math.Max(0, (all - cpu) / outcome.Elapsed),
            run.ResponseTime.P50Ms,
            run.ResponseTime.P99Ms,
            run.Failed);
    }
}
