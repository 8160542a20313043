using LoadLab.Benchmarks.Interop;

namespace LoadLab.Benchmarks.Faults;

/// <summary>A worker process is asked to end. It has time to answer what it has accepted.</summary>
internal sealed class WorkerTerminated : IFault
{
    public string Name => "worker ended (SIGTERM)";

    public Task InjectAsync(FaultSite site, Tally answers, CancellationToken end) => site.EndWorkerAsync(ProcessSignal.Terminate);
}
