using System.Diagnostics;
using System.Globalization;
using LoadLab.Benchmarks.Interop;

namespace LoadLab.Benchmarks.Faults;

/// <summary>The service that faults happen to.</summary>
/// <param name="Address">Where it listens.</param>
/// <param name="Supervisor">Its process, of which the workers are children.</param>
/// <param name="Row">A body that <c>/predict</c> answers with 200.</param>
internal sealed record FaultSite(Uri Address, int Supervisor, string Row)
{
    /// <summary>Longer than a worker may take to end by itself.</summary>
    private static readonly TimeSpan EndLimit = TimeSpan.FromSeconds(20);

    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(10);

    /// <summary>Process ids of the workers that live.</summary>
    public IReadOnlyList<int> Workers() =>
        [.. File.ReadAllText($"/proc/{Supervisor}/task/{Supervisor}/children").Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(id => int.Parse(id, CultureInfo.InvariantCulture))];

    /// <summary>Sends a signal to one of the workers and returns when that process has ended.</summary>
    /// <exception cref="BenchmarkException">It did not end.</exception>
    public async Task EndWorkerAsync(int signal)
    {
        var worker = Workers()[0];
        ProcessSignal.Send(worker, signal);
        var clock = Stopwatch.StartNew();
        while (Workers().Contains(worker))
        {
            if (clock.Elapsed > EndLimit)
            {
                throw new BenchmarkException(ExitCode.ExperimentFailed, $"a worker still lives {EndLimit.TotalSeconds:0} s after signal {signal}.");
            }

            await Task.Delay(Tick).ConfigureAwait(false);
        }
    }

    /// <summary>Resident memory of the supervisor and its workers; pages that they share count once in each.</summary>
    public long ReadResidentBytes() => Workers().Append(Supervisor).Sum(ReadResidentBytes);

    /// <summary>0 for a process that has ended.</summary>
    private static long ReadResidentBytes(int process)
    {
        const string Field = "VmRSS:";
        try
        {
            var line = File.ReadLines($"/proc/{process}/status").FirstOrDefault(text => text.StartsWith(Field, StringComparison.Ordinal));
            return line is null ? 0 : long.Parse(line[Field.Length..].Replace("kB", "", StringComparison.Ordinal), CultureInfo.InvariantCulture) * 1024;
        }
        catch (IOException)
        {
            return 0;
        }
    }
}
