using LoadLab.Engine.Measurement;

namespace LoadLab.Engine.Scenarios;

/// <summary>All runs of one step by measured iterations.</summary>
/// <param name="Name">As the scenario calls it.</param>
/// <param name="Ok">How long successful runs took, in ns.</param>
/// <param name="Failed">How long failed runs took, in ns.</param>
/// <param name="Bytes">Moved both ways.</param>
/// <param name="Statuses">How often each status came, the most frequent first; failures first.</param>
public sealed record StepResult(string Name, LatencyHistogram Ok, LatencyHistogram Failed, long Bytes, IReadOnlyList<StatusCodeStats> Statuses)
{
    internal static StepResult From(string name, OutcomeTally tally) =>
        new(name, tally.Ok, tally.Failed, tally.OkBytes + tally.FailedBytes, [.. tally.Statuses(areErrors: true), .. tally.Statuses(areErrors: false)]);
}
