namespace LoadLab.Benchmarks.Faults;

/// <summary>What a fault must not do to a service.</summary>
internal static class FaultVerdict
{
    /// <summary>Generous: a worker starts within a second or two on an idle processor, and tests have no idle one.</summary>
    public static readonly TimeSpan RecoveryLimit = TimeSpan.FromSeconds(30);

    /// <summary>Memory that a fault may add: a worker more during a replacement, heaps that grow before they are collected. A single hostile body is 100 MB, and there are several.</summary>
    public const long GrowthLimit = 150_000_000;

    /// <summary>Sentences about what went wrong; none where nothing did.</summary>
    public static IEnumerable<string> Judge(FaultOutcome outcome)
    {
        var lost = outcome.Load.GetValueOrDefault(Tally.Lost);
        var refused = outcome.Fault.KillsWorker ? outcome.Load.GetValueOrDefault(Tally.Refused) : 0;
        var mayLose = outcome.Fault.KillsWorker ? outcome.Connections : 0;
        if (lost + refused > mayLose)
        {
            yield return $"{outcome.Fault.Name}: {lost} requests lost{(refused > 0 ? $" and {refused} connections refused" : "")}, at most {mayLose} may be.";
        }

        if (outcome.Load.Where(count => !IsAllowed(count.Key, outcome.Fault)).ToDictionary() is { Count: > 0 } others)
        {
            yield return $"{outcome.Fault.Name}: requests of the load ended otherwise: {Tally.Text(others)}.";
        }

        if (outcome.Answers.Keys.FirstOrDefault(status => status.StartsWith('5')) is { } error && !outcome.Fault.TakesDependency)
        {
            yield return $"{outcome.Fault.Name}: answered with {error}.";
        }

        if (outcome.Fault.TakesDependency && !outcome.Answers.ContainsKey(Tally.Unavailable))
        {
            yield return $"{outcome.Fault.Name}: /readyz never said 503, but {Tally.Text(outcome.Answers)}.";
        }

        if (outcome.Recovery is null)
        {
            yield return $"{outcome.Fault.Name}: no recovery within {RecoveryLimit.TotalSeconds:0} s.";
        }

        if (outcome.MemoryPeak - outcome.MemoryBefore > GrowthLimit)
        {
            yield return $"{outcome.Fault.Name}: memory grew by {(outcome.MemoryPeak - outcome.MemoryBefore) / 1e6:0} MB, at most {GrowthLimit / 1e6:0} MB may be.";
        }
    }

    /// <summary>Lost ones, and a killed worker's refusals, are judged by their number. What a missing dependency costs has to be said in so many words.</summary>
    private static bool IsAllowed(string ending, IFault fault) =>
        ending is Tally.Answered or Tally.Lost
        || (fault.KillsWorker && ending is Tally.Refused)
        || (fault.TakesDependency && ending is (Tally.Unavailable or Tally.TimedOut));
}
