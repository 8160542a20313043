namespace LoadLab.Benchmarks.SideBySide;

/// <summary>Loads a server until it gets no faster: one that compiles while it runs must not do so under the first run that counts.</summary>
internal static class WarmUp
{
    /// <summary>Kestrel on one processor is compiling for half a minute.</summary>
    private const int MostRuns = 15;

    /// <summary>Runs that were no faster than one before by more than <see cref="Faster"/>, after which the server counts as warm.</summary>
    private const int SteadyRuns = 3;

    private const double Faster = 1.03;

    /// <param name="run">A short run; returns how many requests a second were answered.</param>
    public static async Task RunAsync(Func<Task<double>> run)
    {
        var (fastest, steady) = (0.0, 0);
        for (var i = 0; i < MostRuns && steady < SteadyRuns; i++)
        {
            var rate = await run().ConfigureAwait(false);
            steady = rate > Faster * fastest ? 0 : steady + 1;
            fastest = Math.Max(fastest, rate);
        }
    }
}
