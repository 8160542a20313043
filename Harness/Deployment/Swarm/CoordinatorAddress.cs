using System.Net;
using System.Net.Sockets;
using LoadLab.Harness.Profiles;

namespace LoadLab.Harness.Deployment.Swarm;

/// <summary>Finds the address at which a swarm's nodes reach this process.</summary>
internal static class CoordinatorAddress
{
    /// <summary>Any: nothing is sent.</summary>
    private const int Port = 2377;

    /// <param name="agents">Where agents are listened for, and what the profile says of that.</param>
    /// <param name="managerAddress">That of the node whose daemon takes the orders.</param>
    /// <exception cref="UserErrorException">No other machine reaches it.</exception>
    public static string Find(AgentsConfig agents, string managerAddress)
    {
        var listen = IPEndPoint.TryParse(agents.ListenOrDefault, out var point) ? point.Address : IPAddress.Any;
        if (IPAddress.IsLoopback(listen))
        {
            throw new UserErrorException(ExitCode.Usage, $"Agents in a swarm do not reach {agents.ListenOrDefault}, an address of this machine alone: listen at 0.0.0.0:{AgentsConfig.DefaultPort} (agents.listen, --agents-listen).");
        }

        return agents.Advertise ?? (IsAny(listen) ? TowardsOrSame(managerAddress) : listen.ToString());
    }

    /// <summary>This machine's own address on the way to another one: where that is a node beside this process, the node's.</summary>
    internal static string TowardsOrSame(string address)
    {
        if (!IPAddress.TryParse(address, out var other))
        {
            return address;
        }

        try
        {
            using var socket = new Socket(other.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
            socket.Connect(other, Port);
            return ((IPEndPoint)socket.LocalEndPoint!).Address.ToString();
        }
        catch (SocketException)
        {
            // No way there from here, as through a forwarded socket of a daemon.
            return address;
        }
    }

    private static bool IsAny(IPAddress address) => IPAddress.Any.Equals(address) || IPAddress.IPv6Any.Equals(address);
}
