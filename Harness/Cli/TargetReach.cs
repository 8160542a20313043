using System.Net.Sockets;

namespace LoadLab.Harness.Cli;

/// <summary>Checks, before any load, that somebody listens at the addresses given.</summary>
internal static class TargetReach
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(5);

    /// <exception cref="UserErrorException">An address cannot be connected to; says which and why.</exception>
    public static async Task RequireAsync(IEnumerable<Uri> urls, CancellationToken cancellationToken)
    {
        foreach (var url in urls)
        {
            await RequireAsync(url, cancellationToken).ConfigureAwait(false);
        }
    }

    private static async Task RequireAsync(Uri url, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Limit);
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync(url.IdnHost, url.Port, limit.Token).ConfigureAwait(false);
        }
        catch (SocketException e)
        {
            throw Unreachable(url, e.Message);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw Unreachable(url, $"no connection within {Limit.TotalSeconds:0} s");
        }
    }

    private static UserErrorException Unreachable(Uri url, string why) =>
        new(ExitCode.TargetUnavailable, $"{url} cannot be reached: {why}. Check that the service runs and that host and port are right.");
}
