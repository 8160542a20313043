namespace LoadLab.Benchmarks.Experiments;

/// <summary>The experiments there are, in the order in which help lists them.</summary>
internal static class ExperimentCatalog
{
    public static IReadOnlyList<IExperiment> All { get; } =
    [
        new SideBySide.SideBySideExperiment(),
        new Peers.TargetExperiment(),
        new Batching.BatchingExperiment(),
        new Faults.FaultsExperiment(),
        new Pacing.PacingExperiment(),
        new Stall.StallExperiment(),
        new Users.UsersExperiment(),
        new Agents.AgentsExperiment(),
        new SelfCheck.SelfCheckExperiment(),
        new Micro.MicroExperiment(),
    ];
}
