using LoadLab.Engine;
using LoadLab.Engine.LoadModels;
using LoadLab.Harness.Profiles;
using LoadLab.Harness.Results;

namespace LoadLab.Harness.Analysis;

/// <summary>Finds what limits a configuration and which stage of the target costs most.</summary>
internal static class Diagnostician
{
    /// <summary>A processor this busy has no time left: the rest goes to sampling error and to the scheduler.</summary>
    private const double Busy = 0.9;

    /// <summary>Throttled in this share of periods, a replica is held by its limit even where its mean use looks low.</summary>
    private const double OftenThrottled = 0.25;

    public static Diagnosis Of(
        Configuration configuration,
        IReadOnlyList<TrialResult> trials,
        IReadOnlyList<TrialResult> used,
        IReadOnlyList<KeyValuePair<string, double>> stages,
        EnvironmentInfo environment)
    {
        if (used.Count == 0)
        {
            return new Diagnosis(BindingLimit.Unknown, "Nothing was measured that may be believed.", null, [.. Kills(configuration, trials)]);
        }

        var usage = Usage.Of(used, environment.Processors);
        var (limit, sentence) = Limit(configuration.Load, usage);
        return new Diagnosis(limit, sentence, StageSentence(stages), [.. Kills(configuration, trials), .. Notes(usage, limit)]);
    }

    private static (BindingLimit Limit, string Sentence) Limit(LoadConfig load, Usage usage)
    {
        if (usage.GeneratorLoop >= Busy)
        {
            return (BindingLimit.Generator,
                $"The load generator was the limit: its busiest loop used {Quantity.WholePercent(usage.GeneratorLoop.Value)} of a processor, so the target may carry more than shown.");
        }

        if (usage.CoresInAll is not { } cores)
        {
            return (BindingLimit.Unknown, "What limits it cannot be told: the target's CPU was not observed.");
        }

        return ReplicaCpu(usage) ?? SharedProcessors(usage, cores) ?? Nothing(load, usage, cores);
    }

    private static (BindingLimit Limit, string Sentence)? ReplicaCpu(Usage usage)
    {
        if (usage.CpuShare >= Busy)
        {
            return (BindingLimit.ReplicaCpu,
                $"The CPU limit of the replicas binds: each used {Quantity.Number(usage.CoresPerReplica!.Value)} of its {Quantity.Cores(usage.CpuLimit!.Value)}{Throttling(usage)}.");
        }

        return usage.ThrottledShare >= OftenThrottled
            ? (BindingLimit.ReplicaCpu,
                $"The CPU limit of the replicas binds in bursts: it stopped them in {Quantity.WholePercent(usage.ThrottledShare.Value)} of the scheduler's periods, though they used only {Quantity.Number(usage.CoresPerReplica ?? 0)} CPUs each on average.")
            : null;
    }

    private static string Throttling(Usage usage) =>
        usage.ThrottledShare > 0 ? $" and was stopped by it in {Quantity.WholePercent(usage.ThrottledShare.Value)} of the scheduler's periods" : "";

    private static (BindingLimit Limit, string Sentence)? SharedProcessors(Usage usage, double cores) =>
        cores + usage.GeneratorCores >= Busy * usage.Processors
            ? (BindingLimit.SharedProcessors,
                $"The processors are the limit: the replicas together used {Quantity.Number(cores)}{Generator(usage)} of the {Quantity.Count(usage.Processors, "processor")} they share.")
            : null;

    private static string Generator(Usage usage) =>
        usage.GeneratorCores > 0 ? $" and the generator {Quantity.Number(usage.GeneratorCores)}" : "";

    private static (BindingLimit Limit, string Sentence) Nothing(LoadConfig load, Usage usage, double cores)
    {
        var busy = usage.CpuShare is { } share
            ? $"the replicas used {Quantity.WholePercent(share)} of their CPU limit"
            : $"the replicas used {Quantity.Number(cores)} of {Quantity.Count(usage.Processors, "processor")}";
        return AlwaysWaiting(load)
            ? (BindingLimit.Waiting,
                $"No processor was the limit ({busy}) although users were always waiting: the time goes to waiting, such as for locks, batches, other services, the network, or a processor that other programs held; or there were too few users.")
            : (BindingLimit.Load,
                $"The load did not saturate the target ({busy}): the throughput is what was asked of it, not what it can carry.");
    }

    // Virtual users without think time always have a request under way; with it, or with arrivals by the clock, the plan sets the rate.
    private static bool AlwaysWaiting(LoadConfig load) =>
        load.ThinkTime == ThinkTime.None
        && load.Simulations.All(stage => stage is KeepConstant or RampingConstant or IterationsForConstant or Pause);

    private static string? StageSentence(IReadOnlyList<KeyValuePair<string, double>> stages)
    {
        var all = stages.Sum(stage => stage.Value);
        if (stages.Count < 2 || all <= 0)
        {
            return null;
        }

        var (name, seconds) = stages[0];
        return $"Inside the target, {name} takes {Quantity.WholePercent(seconds / all)} of the time: {Quantity.Milliseconds(seconds * 1000)} of {Quantity.Milliseconds(all * 1000)} per request.";
    }

    private static IEnumerable<string> Kills(Configuration configuration, IReadOnlyList<TrialResult> trials)
    {
        var killed = trials.Where(trial => ResourceMarks.OomKills(trial) > 0).ToList();
        if (killed.Count > 0)
        {
            var limit = (killed.Select(trial => trial.Limits?.MemoryBytes).FirstOrDefault(bytes => bytes is not null) ?? configuration.MemoryBytes) is { } bytes ? $" of {Quantity.Bytes(bytes)}" : "";
            yield return $"The replicas ran out of their memory limit{limit}: {Quantity.Count(killed.Sum(ResourceMarks.OomKills), "kill")} in {string.Join(", ", killed.Select(trial => trial.Id))}.";
        }
    }

    private static IEnumerable<string> Notes(Usage usage, BindingLimit limit)
    {
        if (usage.MemoryLimitBytes is > 0 and var allowed && usage.PeakMemoryBytes >= Busy * allowed)
        {
            yield return $"Memory came close to its limit: {Quantity.Bytes(usage.PeakMemoryBytes.Value)} of {Quantity.Bytes(allowed)} at its peak.";
        }

        if (limit != BindingLimit.ReplicaCpu && usage.ThrottledShare >= ResourceMarks.ThrottledFrom)
        {
            yield return $"The CPU limit stopped the replicas in {Quantity.WholePercent(usage.ThrottledShare.Value)} of the scheduler's periods, which lengthens the slowest requests.";
        }
    }
}
