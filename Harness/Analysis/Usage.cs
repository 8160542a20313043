using LoadLab.Harness.Results;

namespace LoadLab.Harness.Analysis;

/// <summary>How busy everything was over the used trials of a configuration; null where it was not observed.</summary>
/// <param name="GeneratorLoop">The busiest generator loop's share of a processor, mean over trials.</param>
/// <param name="CoresPerReplica">Mean CPUs of one replica.</param>
/// <param name="CoresInAll">Mean CPUs of all replicas together.</param>
/// <param name="GeneratorCores">Mean CPUs of the generator's process where it shares the replicas' processors; 0 where it has its own.</param>
/// <param name="CpuLimit">CPUs allowed to one replica.</param>
/// <param name="Processors">Processors that all replicas together may use.</param>
/// <param name="ThrottledShare">Share of scheduler periods in which the CPU limit stopped a replica, mean.</param>
/// <param name="PeakMemoryBytes">Highest memory of any replica.</param>
/// <param name="MemoryLimitBytes">Memory allowed to one replica.</param>
public sealed record Usage(
    double? GeneratorLoop,
    double? CoresPerReplica,
    double? CoresInAll,
    double GeneratorCores,
    double? CpuLimit,
    int Processors,
    double? ThrottledShare,
    long? PeakMemoryBytes,
    long? MemoryLimitBytes)
{
    /// <summary>Share of its CPU limit that a replica used; null without limit or observation.</summary>
    public double? CpuShare => CpuLimit > 0 ? CoresPerReplica / CpuLimit : null;

    public static Usage Of(IReadOnlyList<TrialResult> used, int machineProcessors)
    {
        var replicas = used.SelectMany(trial => trial.Replicas).ToList();
        var limits = used.Select(trial => trial.Limits).OfType<EnforcedLimits>().FirstOrDefault();
        return new Usage(
            Mean(used.Select(trial => trial.Load!.Generator.LoopCpuShare).Where(loops => loops.Count > 0).Select(loops => (double?)loops.Max())),
            Mean(replicas.Select(replica => replica.MeanCores)),
            Mean(used.Where(HasCores).Select(trial => trial.Replicas.Sum(replica => replica.MeanCores))),
            limits is { TargetProcessors: null } ? used.Average(trial => GeneratorCoresOf(trial.Load!)) : 0,
            limits?.Cpus,
            limits?.TargetProcessors?.Count ?? machineProcessors,
            Mean(replicas.Select(replica => replica.ThrottledShare)),
            replicas.Max(replica => replica.PeakMemoryBytes),
            limits?.MemoryBytes);
    }

    private static double GeneratorCoresOf(LoadSummary load) =>
        load.MeasuredSeconds > 0 ? load.Generator.ProcessCpu.TotalSeconds / load.MeasuredSeconds : 0;

    private static bool HasCores(TrialResult trial) =>
        trial.Replicas.Count > 0 && trial.Replicas.All(replica => replica.MeanCores is not null);

    private static double? Mean(IEnumerable<double?> values) => values.Average();
}
