namespace LoadLab.Benchmarks.Faults;

/// <summary>The faults there are, in the order in which they are brought about.</summary>
internal static class FaultCatalog
{
    public static IReadOnlyList<IFault> All { get; } =
    [
        new WorkerKilled(), new WorkerTerminated(), new HugeBodies(), new DrippingClients(), new BadRows(), new LeavingClients(),
    ];
}
