using System.Net;
using System.Net.Sockets;

namespace LoadLab.Engine.Http;

/// <summary>Turns base addresses into addresses to connect to, once, before the run.</summary>
internal static class TargetResolver
{
    /// <exception cref="LoadSetupException">A name has no address.</exception>
    public static async Task<LoadTarget> ResolveAsync(Uri target, TimeSpan connectTimeout, CancellationToken cancellationToken)
    {
        var host = target.IsDefaultPort ? BracketedHost(target) : $"{BracketedHost(target)}:{target.Port}";
        var tlsHost = target.Scheme == Uri.UriSchemeHttps ? target.IdnHost.Split('%')[0] : null;
        if (IPAddress.TryParse(target.DnsSafeHost, out var literal))
        {
            return new LoadTarget(new IPEndPoint(literal, target.Port), host, tlsHost);
        }

        var candidates = (await LookUpAsync(target, cancellationToken)).Select(address => new IPEndPoint(address, target.Port)).ToArray();
        return new LoadTarget(await ChooseAsync(candidates, connectTimeout, cancellationToken), host, tlsHost);
    }

    private static string BracketedHost(Uri target) =>
        target.HostNameType == UriHostNameType.IPv6 ? $"[{target.DnsSafeHost.Split('%')[0]}]" : target.IdnHost;

    private static async Task<IPAddress[]> LookUpAsync(Uri target, CancellationToken cancellationToken)
    {
        try
        {
            var addresses = await Dns.GetHostAddressesAsync(target.IdnHost, cancellationToken);
            return addresses.Length > 0 ? addresses : throw new LoadSetupException(NotResolved(target, "it has no address"));
        }
        catch (SocketException failure)
        {
            throw new LoadSetupException(NotResolved(target, failure.Message), failure);
        }
    }

    private static string NotResolved(Uri target, string why) =>
        $"The name '{target.IdnHost}' of target {target} cannot be resolved: {why}. Check the spelling, or give an IP address.";

    /// <summary>
    /// A name such as localhost often has an IPv6 and an IPv4 address of which the server uses one: the first that accepts a connection
    /// is taken for the whole run, the first of all when none does.
    /// </summary>
    private static async Task<IPEndPoint> ChooseAsync(IPEndPoint[] candidates, TimeSpan timeout, CancellationToken cancellationToken)
    {
        if (candidates.Length > 1)
        {
            foreach (var candidate in candidates)
            {
                if (await AcceptsAsync(candidate, timeout, cancellationToken))
                {
                    return candidate;
                }
            }
        }

        return candidates[0];
    }

    private static async Task<bool> AcceptsAsync(IPEndPoint candidate, TimeSpan timeout, CancellationToken cancellationToken)
    {
        using var probe = new Socket(candidate.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(timeout);
        try
        {
            await probe.ConnectAsync(candidate, limit.Token);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }
}
