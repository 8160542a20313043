using LoadLab.Benchmarks.Processes;

namespace LoadLab.Benchmarks.Tests.Processes;

public sealed class ProcessorTimeTests
{
    /// <summary>user 100, nice 20, system 30, idle 999, iowait 5, irq 7, softirq 400, steal 50.</summary>
    private static readonly string[] Stat = ["cpu  1 1 1 1 1 1 1 1 0 0", "cpu0 9 9 9 9 9 9 9 9 0 0", "cpu1 100 20 30 999 5 7 400 50 0 0"];

    [Fact]
    public void Read_OneProcessor_CountsTasksAndStolenTimeOnly() => Assert.Equal(TimeSpan.FromSeconds(2), ProcessorTime.Read(Stat, processor: 1));
}
