using LoadLab.Benchmarks.Clients;
using LoadLab.Benchmarks.Processes;
using LoadLab.Engine.Http.Transports;

namespace LoadLab.Benchmarks.Batching;

/// <summary>Loads one target at a time by the engine, and takes its measure.</summary>
/// <param name="repository">Where the engine is built.</param>
/// <param name="processors">Of the target and the engine.</param>
/// <param name="connections">Keep-alive connections, each with one request at a time.</param>
/// <param name="bodyFile">What is posted.</param>
/// <param name="contentType">Of it.</param>
/// <param name="cancellationToken">Ends a run.</param>
internal sealed class BatchingRunner(Repository repository, ProcessorPair processors, int connections, string bodyFile, string contentType, CancellationToken cancellationToken)
{
    /// <summary>Beyond a run's own duration, for start-up and end.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(30);

    private readonly string _transport = TransportCatalog.All.First(transport => transport.Probe() is null).Name;

    /// <exception cref="BenchmarkException">The engine failed, or the target does not run in its mode.</exception>
    public async Task<BatchingRun> RunAsync(BatchingTarget target, int seconds)
    {
        var totalsBefore = await target.ReadTotalsAsync(cancellationToken).ConfigureAwait(false);
        var (cpuBefore, allBefore) = (target.Cpu, ProcessorTime.Read(processors.Server));
        var outcome = await ClientProcess.RunAsync(Call(target.Url, seconds), processors.Client, TimeSpan.FromSeconds(seconds) + Grace, cancellationToken).ConfigureAwait(false);
        var (cpu, all) = (target.Cpu - cpuBefore, ProcessorTime.Read(processors.Server) - allBefore);
        var totals = await target.ReadTotalsAsync(cancellationToken).ConfigureAwait(false) - totalsBefore;
        var run = HarnessRun.Require(outcome);
        return new BatchingRun
        {
            Mode = target.Mode,
            RequestsPerSecond = run.Ok / run.MeasuredSeconds,
            P50Ms = run.ResponseTime.P50Ms,
            P95Ms = run.ResponseTime.P95Ms,
            CpuUs = cpu.TotalMicroseconds / Math.Max(1, run.Ok + run.Failed),
            Model = totals,
            ServerShare = cpu.TotalSeconds / run.MeasuredSeconds,
            GeneratorShare = run.LoopCpuShare,
            OthersShare = Math.Max(0, (all - cpu) / outcome.Elapsed),
            Failed = run.Failed,
        };
    }

    private ProgramCall Call(Uri url, int seconds) => HarnessRun.Call(
        repository,
        [
            "--url", url.ToString(), "--simulation", $"keep_constant:copies={connections},during={seconds}s", "--transport", _transport,
            "--body", $"@{bodyFile}", "--header", $"Content-Type: {contentType}",
        ]);
}
