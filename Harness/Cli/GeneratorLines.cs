using LoadLab.Engine.SelfCheck;
using LoadLab.Harness.Results;

namespace LoadLab.Harness.Cli;

/// <summary>What the generator tells about itself, as lines of a summary.</summary>
internal static class GeneratorLines
{
    public static IEnumerable<(string Name, string Text)> Of(LoadSummary load)
    {
        var generator = load.Generator;
        if (generator.LoopCpuShare.Count > 0)
        {
            yield return ("Generator", load.Scenario is null
                ? $"loops used {Shares(generator.LoopCpuShare)} of a processor{Spin(generator.Loops)}"
                : $"the process used {Shares(generator.LoopCpuShare)} of its processors");
        }
        else if (generator.Loops.Count > 0)
        {
            yield return ("Generator", $"how much processor time the loops used is not told here{Spin(generator.Loops)}");
        }

        yield return ("", $"garbage collector paused {generator.GcPause.TotalMilliseconds:0.0} ms in {Quantity.Count(generator.Collections, "collection")}; the clock stepped by {generator.ClockStep.TotalMilliseconds:0.##} ms at most");
        if (generator.Loops.Count > 0)
        {
            yield return ("", Stalls(load));
        }

        if (load.PoolDelay is { Count: > 0 } delay)
        {
            yield return ("", $"ready work waited {Quantity.Latency(delay.P50Ms)} for a thread of the pool (p50), {Quantity.Latency(delay.P99Ms)} (p99)");
        }
    }

    private static string Stalls(LoadSummary load)
    {
        var worst = load.Generator.Loops.MaxBy(loop => loop.StalledShare)!;
        var waited = worst.RunDelayShare is { } share ? $"waited for a processor {Quantity.Share(share)} of the time" : "how long they waited for a processor is not told here";
        if (worst.Stalls == 0)
        {
            return $"no loop stalled; {waited}";
        }

        var undisturbed = load.UndisturbedResponseTime is { } summary ? $"; p99 without stalls {Quantity.Latency(summary.P99Ms)}" : "";
        return $"stalled {Quantity.Share(worst.StalledShare)} of the time, {Quantity.Latency(worst.LongestStall.TotalMilliseconds)} at longest{Worst(load.Generator.WorstInterval)}; {waited}{undisturbed}";
    }

    private static string Worst(BadInterval? worst) => worst is null ? "" : $", worst in the second at {worst.Start.TotalSeconds:0.#} s ({Quantity.Share(worst.StalledShare)})";

    private static string Spin(IReadOnlyList<LoopEvidence> loops) =>
        loops.Any(loop => loop.SpinShare > 0) ? $", and spun {Shares(loops.Select(loop => loop.SpinShare))} waiting for arrivals" : "";

    private static string Shares(IEnumerable<double> shares) => string.Join(", ", shares.Select(share => $"{share:0%}"));
}
