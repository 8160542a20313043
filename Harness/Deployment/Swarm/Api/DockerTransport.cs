using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace LoadLab.Harness.Deployment.Swarm.Api;

/// <summary>Makes connections to a daemon: by its socket, plainly, or by TLS with certificates of both sides.</summary>
internal static class DockerTransport
{
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(5);

    /// <exception cref="UserErrorException">A certificate cannot be read.</exception>
    public static SocketsHttpHandler CreateHandler(DockerHost host)
    {
        var handler = new SocketsHttpHandler { ConnectTimeout = ConnectTimeout, UseProxy = false, AllowAutoRedirect = false };
        if (host.IsUnix)
        {
            handler.ConnectCallback = (_, cancellationToken) => ConnectAsync(host.SocketPath, cancellationToken);
        }
        else if (host.CertificateFolder is { } folder)
        {
            handler.SslOptions = TlsOptions(folder);
        }

        return handler;
    }

    /// <summary>The address that HTTP requests name; behind a socket any will do.</summary>
    public static Uri BaseAddress(DockerHost host) => host.IsUnix
        ? new Uri("http://docker/")
        : new UriBuilder(host.CertificateFolder is null ? "http" : "https", host.Address.Host, host.Address.Port > 0 ? host.Address.Port : host.CertificateFolder is null ? 2375 : 2376).Uri;

    private static async ValueTask<Stream> ConnectAsync(string path, CancellationToken cancellationToken)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(path), cancellationToken).ConfigureAwait(false);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private static SslClientAuthenticationOptions TlsOptions(string folder)
    {
        try
        {
            var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
            policy.CustomTrustStore.ImportFromPemFile(Path.Combine(folder, "ca.pem"));
            return new SslClientAuthenticationOptions
            {
                ClientCertificates = [X509Certificate2.CreateFromPemFile(Path.Combine(folder, "cert.pem"), Path.Combine(folder, "key.pem"))],
                CertificateChainPolicy = policy,
            };
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or CryptographicException)
        {
            throw new UserErrorException(ExitCode.MissingPrerequisite,
                $"The certificates for the Docker daemon cannot be read: {e.Message.TrimEnd('.')}. DOCKER_CERT_PATH names the folder of ca.pem, cert.pem and key.pem; here it is {folder}.");
        }
    }
}
