using LoadLab.Benchmarks.Processes;

namespace LoadLab.Benchmarks.Servers;

/// <summary>Runs one client at a time against a server and counts at the server.</summary>
internal sealed class CountedCall(IBenchServer server, int processor, CancellationToken cancellationToken)
{
    /// <summary>Beyond a client's own duration, for its start-up and end.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(30);

    /// <summary>Answers to requests that were under way when a client went are over by then.</summary>
    private static readonly TimeSpan Settling = TimeSpan.FromMilliseconds(300);

    /// <param name="call">The client.</param>
    /// <param name="duration">How long it should take; much longer is a failure.</param>
    /// <returns>What it left behind, and the requests that the server counted meanwhile.</returns>
    public async Task<(ClientOutcome Outcome, long Served)> RunAsync(ProgramCall call, TimeSpan duration)
    {
        var before = await server.CountRequestsAsync(cancellationToken).ConfigureAwait(false);
        var outcome = await ClientProcess.RunAsync(call, processor, duration + Grace, cancellationToken).ConfigureAwait(false);
        await Task.Delay(Settling, cancellationToken).ConfigureAwait(false);
        return (outcome, await server.CountRequestsAsync(cancellationToken).ConfigureAwait(false) - before);
    }
}
