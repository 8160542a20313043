using LoadLab.Harness.Deployment;

namespace LoadLab.Harness.Experiments.Sampling;

/// <summary>The counters of all replicas at one moment.</summary>
/// <param name="AtNs">On the monotonic clock.</param>
/// <param name="Replicas">By replica; null where unknown.</param>
internal sealed record ResourceSample(long AtNs, IReadOnlyList<ResourceReading?> Replicas);
