using System.Diagnostics;
using System.Globalization;
using LoadLab.Benchmarks.Interop;
using LoadLab.Benchmarks.Processes;

namespace LoadLab.Benchmarks.Faults;

/// <summary>The service that faults happen to.</summary>
/// <param name="Address">Where it listens.</param>
/// <param name="Supervisor">Its process, of which the workers are children.</param>
/// <param name="Row">A body that <c>/predict</c> answers with 200.</param>
/// <param name="Stage">What runs beside it.</param>
internal sealed record FaultSite(Uri Address, int Supervisor, string Row, IFaultStage Stage)
{
    private static readonly TimeSpan AnswerLimit = TimeSpan.FromSeconds(5);

    /// <summary>Longer than a worker may take to end by itself.</summary>
    private static readonly TimeSpan EndLimit = TimeSpan.FromSeconds(20);

    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(10);

    /// <summary>Process ids of the workers that live.</summary>
    public IReadOnlyList<int> Workers() => ProcessChildren.Read(Supervisor);

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

    /// <summary>What one of the workers answers to <c>/readyz</c>; null where it does not.</summary>
    public async Task<int?> AskReadinessAsync()
    {
        // A new connection each time, as in a cluster's own checks.
        using var http = new HttpClient { Timeout = AnswerLimit };
        try
        {
            using var answer = await http.GetAsync(new Uri(Address, "/readyz")).ConfigureAwait(false);
            return (int)answer.StatusCode;
        }
        catch (Exception e) when (e is HttpRequestException or OperationCanceledException)
        {
            return null;
        }
    }

    /// <summary>Resident memory of the supervisor, its workers and the programs beside them; pages that they share count once in each.</summary>
    public long ReadResidentBytes() => Workers().Append(Supervisor).Concat(Stage.Programs.Select(program => program.ProcessId)).Sum(ReadResidentBytes);

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
