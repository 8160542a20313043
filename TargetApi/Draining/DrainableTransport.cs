using System.Net;
using Microsoft.AspNetCore.Connections;

namespace LoadLab.TargetApi.Draining;

/// <summary>The sockets that Kestrel serves, with the ports known to <see cref="Drain"/>, so that they can be closed before the server stops.</summary>
internal sealed class DrainableTransport(IConnectionListenerFactory sockets, Drain drain) : IConnectionListenerFactory
{
    public async ValueTask<IConnectionListener> BindAsync(EndPoint endpoint, CancellationToken cancellationToken = default)
    {
        IConnectionListener listener = await sockets.BindAsync(endpoint, cancellationToken);
        drain.Add(listener);
        return listener;
    }
}
