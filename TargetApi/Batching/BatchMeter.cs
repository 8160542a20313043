using System.Diagnostics;
using LoadLab.TargetApi.Metrics;

namespace LoadLab.TargetApi.Batching;

/// <summary>Counts batches, and says each where lines are wanted.</summary>
/// <param name="counters">Where they are counted.</param>
/// <param name="lines">Null where no line is to be written: at thousands of batches a second the lines would cost more than the batches.</param>
internal sealed class BatchMeter(WorkerCounters counters, TextWriter? lines)
{
    /// <summary>The model has answered <paramref name="jobs"/> requests in one call.</summary>
    public void Observe(int jobs, long ticks)
    {
        counters.ObserveBatch(jobs, ticks);
        lines?.WriteLine(Line(jobs, ticks));
    }

    /// <summary>As in "Batch processed 4 jobs in 0.156s (0.039s per job)".</summary>
    public static string Line(int jobs, long ticks)
    {
        double seconds = ticks / (double)Stopwatch.Frequency;
        return $"Batch processed {jobs} {(jobs == 1 ? "job" : "jobs")} in {seconds:0.000###}s ({seconds / jobs:0.000###}s per job)";
    }
}
