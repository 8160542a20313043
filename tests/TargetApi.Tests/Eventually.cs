using System.Diagnostics;

namespace LoadLab.TargetApi.Tests;

/// <summary>Waits for something that happens by itself, with a limit generous enough for a slow and busy machine.</summary>
internal static class Eventually
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    public static async Task Is(Func<Task<bool>> condition, Func<string> otherwise)
    {
        long started = Stopwatch.GetTimestamp();
        while (!await condition())
        {
            Assert.True(Stopwatch.GetElapsedTime(started) < Patience, "waited in vain: " + otherwise());
            await Task.Delay(20);
        }
    }

    public static Task Is(Func<bool> condition, Func<string> otherwise) => Is(() => Task.FromResult(condition()), otherwise);
}
