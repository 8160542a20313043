using System.Diagnostics;
using LoadLab.Benchmarks.Statistics;

namespace LoadLab.Benchmarks.Agents;

/// <summary>Reads a process's own CPU time several times a second, without that of the processes it started.</summary>
internal sealed class CpuWatch
{
    private const int ReadingsPerSecond = 4;

    private readonly List<(TimeSpan At, TimeSpan Cpu)> _readings = [];

    /// <summary>Watches until the process has ended.</summary>
    public async Task RunAsync(Process process, CancellationToken cancellationToken)
    {
        var begun = Stopwatch.GetTimestamp();
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1.0 / ReadingsPerSecond));
        while (await timer.WaitForNextTickAsync(cancellationToken).ConfigureAwait(false))
        {
            try
            {
                process.Refresh();
                _readings.Add((Stopwatch.GetElapsedTime(begun), process.TotalProcessorTime));
            }
            catch (Exception e) when (e is InvalidOperationException or System.ComponentModel.Win32Exception)
            {
                // It has ended between two readings.
                return;
            }
        }
    }

    /// <summary>Share of one processor, median over all stretches of a second: start and end are short beside the rest.</summary>
    public double MedianShare => _readings.Count > ReadingsPerSecond
        ? SampleQuantile.Median([.. _readings.Zip(_readings.Skip(ReadingsPerSecond), (from, to) => (to.Cpu - from.Cpu) / (to.At - from.At))])
        : 0;
}
