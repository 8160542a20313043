using System.Diagnostics;

namespace LoadLab.Benchmarks.Faults;

/// <summary>A process that answers for the service out of a queue is killed while it holds jobs. Another one has to answer them.</summary>
/// <param name="freeze">Stops the process in its tracks.</param>
/// <param name="thaw">Lets it go on.</param>
/// <param name="countHeldAsync">Jobs that it has taken and not answered.</param>
/// <param name="killAsync">Kills it; returns when it has ended.</param>
internal sealed class QueueWorkerKilled(Action freeze, Action thaw, Func<Task<long>> countHeldAsync, Func<Task> killAsync) : IFault
{
    /// <summary>As the table calls jobs that the killed process held.</summary>
    public const string Held = "held";

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(5);

    public string Name => "Redis worker killed (SIGKILL)";

    public async Task InjectAsync(FaultSite site, Tally answers, CancellationToken end)
    {
        answers.Add(Held, await FreezeInABatchAsync().ConfigureAwait(false));
        await killAsync().ConfigureAwait(false);
    }

    /// <summary>It is frozen first, since a batch lasts no longer than a look at it.</summary>
    private async Task<long> FreezeInABatchAsync()
    {
        for (var clock = Stopwatch.StartNew(); clock.Elapsed < Limit; await Task.Delay(BetweenLooks).ConfigureAwait(false))
        {
            freeze();
            if (await countHeldAsync().ConfigureAwait(false) is > 0 and var held)
            {
                return held;
            }

            thaw();
        }

        throw new BenchmarkException(ExitCode.ExperimentFailed, $"the worker held no job at any look within {Limit.TotalSeconds:0} s.");
    }
}
