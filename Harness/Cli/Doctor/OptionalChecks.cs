using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;

namespace LoadLab.Harness.Cli.Doctor;

/// <summary>What only some uses need.</summary>
internal static class OptionalChecks
{
    private static readonly string[] Browsers = ["chromium", "chromium-browser", "google-chrome"];
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    public static CheckResult Chromium(DoctorContext context) =>
        Browsers.Select(context.FindProgram).FirstOrDefault(path => path is not null) is { } path
            ? CheckResult.Ok("Chromium", path)
            : CheckResult.Warn("Chromium", "not found; only LoadLab's own tests of reports need it", "Debian: apt-get install chromium");

    /// <summary>Only targets by https need it.</summary>
    public static CheckResult Tls()
    {
        try
        {
            using var roots = new X509Store(StoreName.Root, StoreLocation.LocalMachine, OpenFlags.ReadOnly);
            return JudgeTls(roots.Certificates.Count);
        }
        catch (Exception error) when (error is CryptographicException or TypeInitializationException or DllNotFoundException)
        {
            return CheckResult.Warn("TLS", $"https targets cannot be loaded: {error.GetBaseException().Message}", "install OpenSSL's library (Debian: apt-get install libssl3)");
        }
    }

    internal static CheckResult JudgeTls(int authorities) => authorities > 0
        ? CheckResult.Ok("TLS", $"{authorities} certificate authorities are trusted")
        : CheckResult.Warn("TLS", "no certificate authority is trusted, so https targets need a CA file of their own", "Debian: apt-get install ca-certificates; or give --ca-file (load.tls.ca_file)");

    public static async Task<CheckResult> DockerAsync(DoctorContext context, CancellationToken cancellationToken)
    {
        const string Mend = "nothing, as long as targets are local or external";
        var path = Path.Join(context.Root, "var/run/docker.sock");
        if (!File.Exists(path))
        {
            return CheckResult.Warn("Docker", "no daemon; swarm deployments, which are not in this version, will need it", Mend);
        }

        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Patience);
        try
        {
            return CheckResult.Ok("Docker", $"{await AskVersionAsync(path, limit.Token).ConfigureAwait(false)} (not used by this version)");
        }
        catch (Exception error) when (error is HttpRequestException or JsonException or OperationCanceledException && !cancellationToken.IsCancellationRequested)
        {
            return CheckResult.Warn("Docker", $"the daemon at {path} does not answer: {error.Message}", Mend);
        }
    }

    private static async Task<string> AskVersionAsync(string path, CancellationToken cancellationToken)
    {
        using var handler = new SocketsHttpHandler
        {
            ConnectCallback = async (_, token) =>
            {
                var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
                await socket.ConnectAsync(new UnixDomainSocketEndPoint(path), token).ConfigureAwait(false);
                return new NetworkStream(socket, ownsSocket: true);
            },
        };
        using var client = new HttpClient(handler);
        var answer = await client.GetStringAsync(new Uri("http://docker/version"), cancellationToken).ConfigureAwait(false);
        using var document = JsonDocument.Parse(answer);
        return document.RootElement.TryGetProperty("Version", out var version) ? version.ToString() : "answers, without a version";
    }
}
