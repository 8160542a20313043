using System.Net;
using System.Net.Sockets;
using LoadLab.TargetApi.Draining;

namespace LoadLab.TargetApi.Tests.Draining;

public sealed class AcceptQueueTests
{
    [Fact]
    public void Length_ConnectionsNobodyAccepted_AreCounted()
    {
        using var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen(8);
        Assert.Equal(0, AcceptQueue.Length(listener));
        using Socket first = Connect(listener);
        using Socket second = Connect(listener);
        Assert.Equal(2, AcceptQueue.Length(listener));
        listener.Accept().Dispose();
        Assert.Equal(1, AcceptQueue.Length(listener));
    }

    [Fact]
    public void Length_ClosedSocket_IsZero()
    {
        using var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.Dispose();
        Assert.Equal(0, AcceptQueue.Length(listener));
    }

    private static Socket Connect(Socket listener)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Connect(listener.LocalEndPoint!);
        return socket;
    }
}
