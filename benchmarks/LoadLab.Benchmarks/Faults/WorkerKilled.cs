using LoadLab.Benchmarks.Interop;

namespace LoadLab.Benchmarks.Faults;

/// <summary>A worker process is killed, as the kernel does where memory runs out.</summary>
internal sealed class WorkerKilled : IFault
{
    public string Name => "worker killed (SIGKILL)";

    public bool KillsWorker => true;

    public Task InjectAsync(FaultSite site, Tally answers, CancellationToken end) => site.EndWorkerAsync(ProcessSignal.Kill);
}
