using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using LoadLab.Engine;
using LoadLab.Engine.Http;

namespace LoadLab.Harness.Cli;

/// <summary>Checks, before any load, that somebody listens at the addresses given, and that TLS can be spoken where they say https.</summary>
internal static class TargetReach
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(5);

    /// <exception cref="UserErrorException">An address cannot be connected to; says which and why.</exception>
    public static async Task RequireAsync(IEnumerable<Uri> urls, TlsOptions options, CancellationToken cancellationToken)
    {
        using var tls = Load(options);
        foreach (var url in urls)
        {
            await RequireAsync(url, tls, cancellationToken).ConfigureAwait(false);
        }
    }

    private static TlsClient Load(TlsOptions options)
    {
        try
        {
            return TlsClient.Load(options);
        }
        catch (LoadSetupException e)
        {
            throw new UserErrorException(ExitCode.InvalidProfile, e.Message);
        }
    }

    private static async Task RequireAsync(Uri url, TlsClient tls, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Limit);
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync(url.IdnHost, url.Port, limit.Token).ConfigureAwait(false);
            if (url.Scheme == Uri.UriSchemeHttps)
            {
                await RequireTlsAsync(url, client, tls, limit.Token).ConfigureAwait(false);
            }
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

    private static async Task RequireTlsAsync(Uri url, TcpClient client, TlsClient tls, CancellationToken cancellationToken)
    {
        try
        {
            await using var stream = new SslStream(client.GetStream());
            await stream.AuthenticateAsClientAsync(tls.OptionsFor(url.IdnHost, protocols: null), cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is AuthenticationException or IOException)
        {
            throw new UserErrorException(ExitCode.TargetUnavailable, tls.Explain(url.IdnHost, e));
        }
    }

    private static UserErrorException Unreachable(Uri url, string why) =>
        new(ExitCode.TargetUnavailable, $"{url} cannot be reached: {why}. Check that the service runs and that host and port are right.");
}
