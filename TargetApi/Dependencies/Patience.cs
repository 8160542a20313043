namespace LoadLab.TargetApi.Dependencies;

/// <summary>Waits for a dependency that is down: 100 ms after the first try, doubled each time up to 2 s.</summary>
internal static class Patience
{
    private static readonly TimeSpan First = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(2);

    /// <summary>Tries until it succeeds; every other failure than <see cref="UnavailableException"/> is the caller's.</summary>
    /// <param name="attempt">What needs the dependency.</param>
    /// <param name="say">Told why it failed, each time.</param>
    /// <param name="cancellation">Ends the wait.</param>
    public static async Task Until(Func<Task> attempt, Action<string> say, CancellationToken cancellation)
    {
        for (TimeSpan delay = First; ; delay = delay * 2 < Longest ? delay * 2 : Longest)
        {
            try
            {
                await attempt();
                return;
            }
            catch (UnavailableException e)
            {
                say(e.Message);
            }

            await Task.Delay(delay, cancellation);
        }
    }
}
