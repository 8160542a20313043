using LoadLab.Engine.Http.Loops;
using LoadLab.Engine.Http.Transports;

namespace LoadLab.Engine.Http;

/// <summary>Runs an <see cref="HttpLoad"/> on event loops and reports every request.</summary>
/// <param name="timeProvider">Labels the start of a run; null for the system's. Nothing is measured with it.</param>
public sealed class HttpLoadEngine(TimeProvider? timeProvider = null)
{
    /// <summary>The values of <see cref="EngineOptions.Transport"/>, the fastest first.</summary>
    public static IReadOnlyList<string> TransportNames { get; } = [.. TransportCatalog.All.Select(factory => factory.Name)];

    /// <summary>The transport that a load which names none is given on this machine, and why faster ones were passed over (null where none was).</summary>
    /// <exception cref="LoadSetupException">None works here.</exception>
    public static (string Name, string? Note) BestTransport()
    {
        var choice = TransportCatalog.Choose(null);
        return (choice.Factory.Name, choice.Note);
    }

    /// <summary>Runs the load to its end, or until cancelled; a cancelled run still returns what it measured.</summary>
    /// <remarks>
    /// Requests that end after the last phase are told to the observer in intervals marked <see cref="IntervalResult.IsDrain"/>; the
    /// result is the exact sum of all intervals that are not warm-up. An exception of the observer's ends the run and is thrown.
    /// </remarks>
    /// <exception cref="ArgumentException">The load is not valid (no target, no request, a transport that does not exist…).</exception>
    /// <exception cref="LoadSetupException">The generator cannot start: name not resolved, transport not available here, a file for TLS that cannot be read.</exception>
    public Task<LoadResult> RunAsync(HttpLoad load, ILoadObserver? observer, CancellationToken cancellationToken) =>
        RunAsync(load, observer, control: null, cancellationToken);

    /// <inheritdoc cref="RunAsync(HttpLoad, ILoadObserver?, CancellationToken)"/>
    /// <param name="load">The load.</param>
    /// <param name="observer">Told of intervals.</param>
    /// <param name="control">For a run that is one of several which make a load together; null for one that is alone.</param>
    /// <param name="cancellationToken">Ends the run.</param>
    /// <exception cref="InvalidOperationException">The control belongs to another run.</exception>
    public async Task<LoadResult> RunAsync(HttpLoad load, ILoadObserver? observer, LoadControl? control, CancellationToken cancellationToken)
    {
        HttpLoadRules.ThrowIfInvalid(load);
        control?.Claim();
        var transport = TransportCatalog.Choose(load.Options.Transport);
        using var tls = load.Targets.Any(target => target.Scheme == Uri.UriSchemeHttps) ? TlsClient.Load(load.Tls) : null;
        var targets = await Task.WhenAll(
            load.Targets.Select(target => TargetResolver.ResolveAsync(target, load.Options.ConnectTimeout, cancellationToken)));
        var clock = timeProvider ?? TimeProvider.System;

        // The calling thread collects the intervals until the run is over, so it is one of its own.
        return await Task.Factory.StartNew(
            () =>
            {
                using var run = new HttpLoadRun(load, targets, transport, observer, clock, tls, control);
                return run.Execute(cancellationToken);
            },
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default);
    }
}
