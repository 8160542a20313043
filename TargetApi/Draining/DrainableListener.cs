using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;

namespace LoadLab.TargetApi.Draining;

/// <summary>A port whose connections count from the moment they are accepted, and that is not closed on connections that wait to be.</summary>
internal sealed class DrainableListener(IConnectionListener inner, Socket socket, Drain drain) : IConnectionListener
{
    /// <summary>Clients that connect faster than they are accepted must not keep the port open for ever.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(1);

    public EndPoint EndPoint => inner.EndPoint;

    public async ValueTask<ConnectionContext?> AcceptAsync(CancellationToken cancellationToken = default)
    {
        ConnectionContext? connection = await inner.AcceptAsync(cancellationToken);
        if (connection is not null)
        {
            drain.Opened();
        }

        return connection;
    }

    public async ValueTask UnbindAsync(CancellationToken cancellationToken = default)
    {
        long started = Stopwatch.GetTimestamp();
        while (AcceptQueue.Length(socket) > 0 && Stopwatch.GetElapsedTime(started) < Limit)
        {
            await Task.Yield();
        }

        await inner.UnbindAsync(cancellationToken);
    }

    public ValueTask DisposeAsync() => inner.DisposeAsync();
}
