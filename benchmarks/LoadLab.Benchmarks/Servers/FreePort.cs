using System.Net;
using System.Net.Sockets;

namespace LoadLab.Benchmarks.Servers;

/// <summary>A loopback port for a server that cannot choose one itself.</summary>
internal static class FreePort
{
    /// <summary>Free a moment ago; nothing keeps it so.</summary>
    public static int Take()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
