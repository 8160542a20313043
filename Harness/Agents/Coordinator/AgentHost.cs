using System.Net;
using System.Net.Sockets;
using System.Net.WebSockets;
using LoadLab.Harness.Agents.Protocol;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.DependencyInjection;

namespace LoadLab.Harness.Agents.Coordinator;

/// <summary>Listens for agents; each connection is handed over as a WebSocket. Nothing else is served.</summary>
internal sealed class AgentHost : IAsyncDisposable
{
    // 100 agents are meant to be many; a stranger who opens more connections than this gets no others refused.
    private const int MostConnections = 2_000;

    private static readonly TimeSpan HeadersTime = TimeSpan.FromSeconds(5);

    private readonly WebApplication _app;

    private AgentHost(WebApplication app, int port)
    {
        _app = app;
        Port = port;
    }

    /// <summary>The port really taken.</summary>
    public int Port { get; }

    /// <param name="options">Where, and whether with TLS.</param>
    /// <param name="serve">Serves one connection to its end; must not throw.</param>
    /// <param name="onStranger">Told of whoever asks for anything else.</param>
    /// <exception cref="UserErrorException">The port is taken, or is not this machine's.</exception>
    public static async Task<AgentHost> StartAsync(
        CoordinatorOptions options, Func<WebSocket, IPAddress, CancellationToken, Task> serve, Action<IPAddress> onStranger)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Services.AddRoutingCore();
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxConcurrentUpgradedConnections = MostConnections;
            kestrel.Limits.RequestHeadersTimeout = HeadersTime;
            kestrel.Listen(options.Listen, listen =>
            {
                if (options.Certificate is { } certificate)
                {
                    listen.UseHttps(new HttpsConnectionAdapterOptions { ServerCertificate = certificate });
                }
            });
        });
        var app = builder.Build();
        app.UseWebSockets(new WebSocketOptions { KeepAliveInterval = TimeSpan.Zero });
        app.Run(context => AcceptAsync(context, serve, onStranger));
        try
        {
            await app.StartAsync().ConfigureAwait(false);
        }
        catch (Exception e) when (e is IOException or SocketException)
        {
            await app.DisposeAsync().ConfigureAwait(false);
            throw new UserErrorException(ExitCode.Usage, $"Agents cannot be listened for at {options.Listen}: {e.GetBaseException().Message}. Choose another address with --agents-listen.");
        }

        return new AgentHost(app, PortOf(app));
    }

    public async ValueTask DisposeAsync()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(2));
        await _app.StopAsync(patience.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _app.DisposeAsync().ConfigureAwait(false);
    }

    private static int PortOf(WebApplication app) =>
        new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First().Replace("[::]", "localhost", StringComparison.Ordinal)).Port;

    private static async Task AcceptAsync(HttpContext context, Func<WebSocket, IPAddress, CancellationToken, Task> serve, Action<IPAddress> onStranger)
    {
        var address = context.Connection.RemoteIpAddress ?? IPAddress.None;
        if (context.Request.Path != AgentEndpoint.Path || !context.WebSockets.IsWebSocketRequest
            || !context.WebSockets.WebSocketRequestedProtocols.Contains(AgentEndpoint.SubProtocol))
        {
            onStranger(address);
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        using var socket = await context.WebSockets.AcceptWebSocketAsync(AgentEndpoint.SubProtocol).ConfigureAwait(false);
        await serve(socket, address, context.RequestAborted).ConfigureAwait(false);
    }
}
