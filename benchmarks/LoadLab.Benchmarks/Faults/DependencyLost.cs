using System.Diagnostics;

namespace LoadLab.Benchmarks.Faults;

/// <summary>Something that every request needs goes, falls silent or becomes too slow, and comes back.</summary>
/// <param name="name">As the table calls it.</param>
/// <param name="take">Takes it away.</param>
/// <param name="giveBack">Returns when it answers again.</param>
internal sealed class DependencyLost(string name, Func<Task> take, Func<Task> giveBack) : IFault
{
    /// <summary>The fault lasts until the service has noticed: it asks each second, and waits for its time-out where nobody answers. The rest is for busy machines.</summary>
    private static readonly TimeSpan NoticeLimit = TimeSpan.FromSeconds(15);

    private static readonly TimeSpan BetweenQuestions = TimeSpan.FromMilliseconds(100);

    public string Name => name;

    public bool TakesDependency => true;

    public async Task InjectAsync(FaultSite site, Tally answers, CancellationToken end)
    {
        await take().ConfigureAwait(false);
        try
        {
            await AskReadinessAsync(site, answers, end).ConfigureAwait(false);
        }
        finally
        {
            await giveBack().ConfigureAwait(false);
        }
    }

    private static async Task AskReadinessAsync(FaultSite site, Tally answers, CancellationToken end)
    {
        var clock = Stopwatch.StartNew();
        while (!end.IsCancellationRequested || (answers[Tally.Unavailable] == 0 && clock.Elapsed < NoticeLimit))
        {
            answers.Add(await site.AskReadinessAsync().ConfigureAwait(false) is { } status ? $"{status}" : Tally.Closed);
            await Task.Delay(BetweenQuestions, CancellationToken.None).ConfigureAwait(false);
        }
    }
}
