using System.Net;
using System.Net.Sockets;

namespace LoadLab.Harness.Deployment.Local;

/// <summary>Loopback ports for replicas.</summary>
internal static class LoopbackPorts
{
    /// <summary>Free ports, or the configured ones after a check that nothing listens there.</summary>
    /// <param name="first">The first port wanted; null for any free ones.</param>
    /// <param name="count">One per replica.</param>
    /// <exception cref="DeploymentFailedException">A wanted port is in use; names it and, where it can be told, the process.</exception>
    public static IReadOnlyList<int> Reserve(int? first, int count)
    {
        if (first is not { } start)
        {
            return Free(count);
        }

        var ports = Enumerable.Range(start, count).ToList();
        if (ports.FirstOrDefault(port => !IsFree(port)) is var taken and > 0)
        {
            var owner = PortOwner.Find(taken);
            throw new DeploymentFailedException($"Port {taken} is in use{(owner is null ? "" : $" by {owner}")}: end what listens there, or set target.port to another (leave it out for free ports).");
        }

        return ports;
    }

    // All are held until the last is known, so that no two are the same.
    private static List<int> Free(int count)
    {
        var listeners = Enumerable.Range(0, count).Select(_ => new TcpListener(IPAddress.Loopback, 0)).ToList();
        try
        {
            listeners.ForEach(listener => listener.Start());
            return [.. listeners.Select(listener => ((IPEndPoint)listener.LocalEndpoint).Port)];
        }
        finally
        {
            listeners.ForEach(listener => listener.Dispose());
        }
    }

    private static bool IsFree(int port)
    {
        // A target may bind one address or all of them: both must be free.
        foreach (var address in (IPAddress[])[IPAddress.Loopback, IPAddress.Any])
        {
            using var listener = new TcpListener(address, port);
            try
            {
                listener.Start();
            }
            catch (SocketException)
            {
                return false;
            }
        }

        return true;
    }
}
