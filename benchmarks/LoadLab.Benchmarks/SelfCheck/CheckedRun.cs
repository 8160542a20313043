using LoadLab.Engine;

namespace LoadLab.Benchmarks.SelfCheck;

/// <summary>One run and what the engine said of it.</summary>
/// <param name="Load">Which load.</param>
/// <param name="Level">Percent of the processor that the busy process was to take.</param>
/// <param name="Repetition">From 0; runs of the same one are neighbours in time.</param>
/// <param name="Result">The engine's result.</param>
internal sealed record CheckedRun(CheckedLoad Load, int Level, int Repetition, LoadResult Result)
{
    public double P99Us => Result.Ok.Response.ValueAtPercentile(99) / 1e3;

    /// <summary>How far above the least possible p99 the reported one is: what the verdict is about.</summary>
    public double Doubt => Result.LeastResponse is { } least && least.ValueAtPercentile(99) is var leastNs and > 0 ? (P99Us * 1e3 / leastNs) - 1 : 0;
}
