using System.IO.Pipelines;
using System.Net.WebSockets;

namespace LoadLab.Harness.Tests.Agents.Protocol;

/// <summary>Two ends of a connection in memory.</summary>
internal static class DuplexPair
{
    public static (Stream Coordinator, Stream Agent) Streams()
    {
        var (there, back) = (new Pipe(), new Pipe());
        return (new PipeStream(back.Reader, there.Writer), new PipeStream(there.Reader, back.Writer));
    }

    public static (WebSocket Coordinator, WebSocket Agent) Sockets()
    {
        var (coordinator, agent) = Streams();
        return (Socket(coordinator, isServer: true), Socket(agent, isServer: false));
    }

    public static WebSocket Socket(Stream stream, bool isServer) =>
        WebSocket.CreateFromStream(stream, new WebSocketCreationOptions { IsServer = isServer, KeepAliveInterval = TimeSpan.Zero });
}
