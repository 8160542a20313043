using LoadLab.Benchmarks.Clients;

namespace LoadLab.Benchmarks.Pacing;

/// <summary>One run of the engine at a rate.</summary>
/// <param name="Delivered">Requests that the server counted as a share of those called for, warm-up included in both.</param>
/// <param name="Harness">What the engine told.</param>
internal sealed record PacedRun(double Delivered, HarnessRun Harness);
