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

    /// <summary>How far the reported p99 is above the one without the stalls: what the verdict is about.</summary>
    public double Doubt => Result.UndisturbedResponse is { } undisturbed && undisturbed.ValueAtPercentile(99) is var ns and > 0 ? (P99Us * 1e3 / ns) - 1 : 0;
}
