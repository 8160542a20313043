using System.Diagnostics;
using Microsoft.AspNetCore.Connections;

namespace LoadLab.TargetApi.Draining;

/// <summary>
/// What comes before the server stops. Stopping, Kestrel closes a connection that is between two requests at once, and a request that lies unread in its
/// socket is answered by a reset: under load that is most connections. So the port is closed first, then each connection is told by its next answer
/// that it ends, and the server stops when none is left or those that are left stay silent.
/// </summary>
internal sealed class Drain : IHostedLifecycleService
{
    /// <summary>A connection without a request for so long is idle: clients know that those may be closed.</summary>
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(1);

    /// <summary>Of this part; what is in flight then gets what is left of the drain limit.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(10);

    private readonly List<IConnectionListener> _listeners = [];
    private volatile bool _begun;
    private int _open;
    private long _lastRequest;

    /// <summary>Takes note of a port to close.</summary>
    public void Add(IConnectionListener listener) => _listeners.Add(listener);

    /// <summary>A connection was accepted; its requests are served as soon as a thread is free.</summary>
    public void Opened() => Interlocked.Increment(ref _open);

    /// <summary>Connection middleware: notices the end of each.</summary>
    public ConnectionDelegate Count(ConnectionDelegate next) => async connection =>
    {
        try
        {
            await next(connection);
        }
        finally
        {
            Interlocked.Decrement(ref _open);
        }
    };

    /// <summary>Before a request is answered: while draining, its answer is its connection's last.</summary>
    public void Answering(HttpContext context)
    {
        if (_begun)
        {
            Volatile.Write(ref _lastRequest, Stopwatch.GetTimestamp());
            context.Response.Headers.Connection = "close";
        }
    }

    /// <summary>Called on SIGTERM, before the server is stopped.</summary>
    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        long started = Stopwatch.GetTimestamp();
        foreach (IConnectionListener listener in _listeners)
        {
            await listener.UnbindAsync(cancellationToken);
        }

        // Only now: clients that were told before would connect again, to this very port.
        Volatile.Write(ref _lastRequest, Stopwatch.GetTimestamp());
        _begun = true;

        // One tick at least: the last connection accepted may not be counted yet.
        do
        {
            await Task.Delay(Tick, CancellationToken.None);
        }
        while (Volatile.Read(ref _open) > 0 && Stopwatch.GetElapsedTime(Volatile.Read(ref _lastRequest)) < Silence && Stopwatch.GetElapsedTime(started) < Limit);
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
