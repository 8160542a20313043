using LoadLab.Engine;
using LoadLab.Harness.Experiments.Checks;
using LoadLab.Harness.Results;

namespace LoadLab.Harness.Experiments;

/// <summary>All that was measured while the load ran.</summary>
/// <param name="Load">The generator's result.</param>
/// <param name="Intervals">The measured intervals.</param>
/// <param name="Replicas">What each replica used; empty for external targets.</param>
/// <param name="StageSeconds">Mean seconds per request by the target's own stages.</param>
/// <param name="ClockStep">How far the wall clock moved against the monotonic one.</param>
internal sealed record Measurement(
    LoadResult Load,
    IReadOnlyList<MeasuredInterval> Intervals,
    IReadOnlyList<ReplicaUsage> Replicas,
    IReadOnlyDictionary<string, double> StageSeconds,
    TimeSpan ClockStep);
