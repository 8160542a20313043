namespace LoadLab.Benchmarks.Faults;

/// <summary>The service by itself: what its clients and the kernel can do to it.</summary>
internal sealed class ServiceStage : IFaultStage
{
    public IReadOnlyDictionary<string, string> Settings { get; } = new Dictionary<string, string>();

    public IReadOnlyList<IFault> Faults { get; } =
    [
        new WorkerKilled(), new WorkerTerminated(), new HugeBodies(), new DrippingClients(), new BadRows(), new LeavingClients(),
    ];

    public IReadOnlyCollection<WatchedTarget> Programs => [];

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
