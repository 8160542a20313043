using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace LoadLab.TargetApi.Draining;

/// <summary>The connections that the kernel has made for a listening socket and nobody has accepted yet: closing the socket resets them.</summary>
internal static class AcceptQueue
{
    private const int IPPROTO_TCP = 6;
    private const int TCP_INFO = 11;

    /// <summary>Where <c>struct tcp_info</c> of linux/tcp.h has <c>tcpi_unacked</c>, which for a listening socket is the length of this queue.</summary>
    private const int Unacked = 24;

    /// <summary>How many wait; 0 where that cannot be told, as on a socket that is closed already.</summary>
    public static int Length(Socket socket)
    {
        Span<byte> info = stackalloc byte[Unacked + sizeof(int)];
        try
        {
            int written = socket.GetRawSocketOption(IPPROTO_TCP, TCP_INFO, info);
            return written == info.Length ? MemoryMarshal.Read<int>(info[Unacked..]) : 0;
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            return 0;
        }
    }
}
