using LoadLab.Engine;
using LoadLab.Harness.Agents.Coordinator;
using LoadLab.Harness.Experiments.Checks;
using LoadLab.Harness.Machines;
using LoadLab.Harness.Results;

namespace LoadLab.Harness.Experiments;

/// <summary>All that was measured while the load ran.</summary>
/// <param name="Load">The generator's result.</param>
/// <param name="Intervals">The measured intervals.</param>
/// <param name="Replicas">What each replica used; empty for external targets.</param>
/// <param name="StageSeconds">Mean seconds per request by the target's own stages.</param>
/// <param name="Batches">The batches that the target ran; null where it told of none.</param>
/// <param name="Machine">What the machine's processors did over the measured part; null where the system does not tell.</param>
/// <param name="Agents">How agents made the load; null where this process did.</param>
/// <param name="AreReplicasHere">The replicas ran on these processors too.</param>
internal sealed record Measurement(
    LoadResult Load,
    IReadOnlyList<MeasuredInterval> Intervals,
    IReadOnlyList<ReplicaUsage> Replicas,
    IReadOnlyDictionary<string, double> StageSeconds,
    BatchSummary? Batches,
    MachineUse? Machine,
    AgentsLoad? Agents,
    bool AreReplicasHere)
{
    /// <summary>CPU time that all replicas took from this machine over the measured part; null where one was not sampled or ran elsewhere, or there is none.</summary>
    public double? ReplicaCpuSeconds => AreReplicasHere && Replicas.Count > 0 && Replicas.All(replica => replica.MeanCores is not null)
        ? Replicas.Sum(replica => replica.MeanCores!.Value) * Load.Measured.TotalSeconds
        : null;
}
