using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Options;

namespace LoadLab.TargetApi.Draining;

/// <summary>The sockets that Kestrel serves, with the ports known to <see cref="Drain"/>, so that they can be closed before the server stops.</summary>
/// <param name="options">Of the sockets; the server's own, because it keeps its memory pool there.</param>
/// <param name="loggers">For the sockets.</param>
/// <param name="bind">Makes the socket of a port.</param>
/// <param name="drain">Gets the ports.</param>
internal sealed class DrainableTransport(IOptions<SocketTransportOptions> options, ILoggerFactory loggers, Func<EndPoint, Socket> bind, Drain drain)
    : IConnectionListenerFactory
{
    public async ValueTask<IConnectionListener> BindAsync(EndPoint endpoint, CancellationToken cancellationToken = default)
    {
        Socket? socket = null;
        options.Value.CreateBoundListenSocket = to => socket = bind(to);
        IConnectionListener listener = await new SocketTransportFactory(options, loggers).BindAsync(endpoint, cancellationToken);
        var drainable = new DrainableListener(listener, socket!, drain);
        drain.Add(drainable);
        return drainable;
    }
}
