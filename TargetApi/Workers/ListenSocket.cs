using System.Net;
using System.Net.Sockets;

namespace LoadLab.TargetApi.Workers;

/// <summary>Sockets for a port that several processes of one service share: the kernel spreads new connections over those that listen.</summary>
internal static class ListenSocket
{
    private const int SOL_SOCKET = 1;
    private const int SO_REUSEPORT = 15;

    /// <summary>A worker's socket, bound and ready to listen.</summary>
    public static Socket BindShared(EndPoint endpoint)
    {
        Socket socket = Create(endpoint);
        SetShared(socket);
        socket.Bind(endpoint);
        return socket;
    }

    /// <summary>
    /// Takes the port for a supervisor: bound for as long as the service lives, never listening. It is bound alone first, so that a port in use by anyone,
    /// another sharing service included, is noticed; only then are this user's other sockets let in.
    /// </summary>
    /// <exception cref="SocketException">The port cannot be had.</exception>
    public static Socket Reserve(IPEndPoint endpoint)
    {
        Socket socket = Create(endpoint);
        try
        {
            socket.Bind(endpoint);
            SetShared(socket);
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private static Socket Create(EndPoint endpoint)
    {
        var socket = new Socket(endpoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        if (endpoint is IPEndPoint { Address: var address } && address.Equals(IPAddress.IPv6Any))
        {
            socket.DualMode = true;
        }

        return socket;
    }

    private static void SetShared(Socket socket) => socket.SetRawSocketOption(SOL_SOCKET, SO_REUSEPORT, BitConverter.GetBytes(1));
}
