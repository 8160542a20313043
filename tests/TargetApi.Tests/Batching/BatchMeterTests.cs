using System.Diagnostics;
using LoadLab.TargetApi.Batching;

namespace LoadLab.TargetApi.Tests.Batching;

public sealed class BatchMeterTests
{
    [Theory]
    [InlineData(4, 0.156, "Batch processed 4 jobs in 0.156s (0.039s per job)")]
    [InlineData(1, 2, "Batch processed 1 job in 2.000s (2.000s per job)")]
    [InlineData(32, 0.000096, "Batch processed 32 jobs in 0.000096s (0.000003s per job)")]
    public void Line_Batch_SaysTimeInAllAndPerJob(int jobs, double seconds, string line) =>
        Assert.Equal(line, BatchMeter.Line(jobs, (long)(seconds * Stopwatch.Frequency)));
}
