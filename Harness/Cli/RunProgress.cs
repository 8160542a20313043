using LoadLab.Engine;
using LoadLab.Harness.Experiments;

namespace LoadLab.Harness.Cli;

/// <summary>One line on a terminal that is rewritten every second.</summary>
internal sealed class RunProgress(TextWriter output) : ITrialObserver
{
    private const string EraseLine = "\r\u001b[K";

    public void OnStage(TrialStage stage)
    {
    }

    public void OnInterval(IntervalResult interval)
    {
        if (interval.IsDrain)
        {
            return;
        }

        var perSecond = interval.Length > TimeSpan.Zero ? interval.Counts.Ok / interval.Length.TotalSeconds : 0;
        var p99 = interval.Ok.Response.Count > 0 ? interval.Ok.Response.ValueAtPercentile(99) / 1e6 : (double?)null;
        var time = interval.Start + interval.Length;
        output.Write($"{EraseLine}{(interval.IsWarmUp ? "warm-up" : $"{time.TotalSeconds:0} s")}: {Quantity.Rate(perSecond)} req/s, "
            + $"p99 {Quantity.Latency(p99)}, {interval.Counts.Failed} errors, {interval.InFlight} in flight");
        output.Flush();
    }

    /// <summary>Takes the line away.</summary>
    public void Clear()
    {
        output.Write(EraseLine);
        output.Flush();
    }
}
