using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace LoadLab.Engine.Tests.Http;

/// <summary>nghttp2's server, on a free loopback port, serving a folder of its own.</summary>
internal sealed class Nghttpd : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("nghttpd-");
    private readonly Process _process;

    private Nghttpd(string[] options)
    {
        File.WriteAllText(Path.Combine(_folder.FullName, "hello.txt"), "hello\n");
        File.WriteAllBytes(Path.Combine(_folder.FullName, "large.bin"), new byte[2_000_000]);
        var port = FreePort();
        Url = new Uri($"http://127.0.0.1:{port}");
        _process = Process.Start(new ProcessStartInfo(Find()!, ["--no-tls", "-a", "127.0.0.1", "-d", _folder.FullName, .. options, $"{port}"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
    }

    public Uri Url { get; }

    /// <summary>Where the program is; null where it is not installed.</summary>
    public static string? Find() =>
        new[] { "/usr/sbin", "/usr/bin", "/usr/local/bin" }.Select(folder => Path.Combine(folder, "nghttpd")).FirstOrDefault(File.Exists);

    public static async Task<Nghttpd> StartAsync(params string[] options)
    {
        var server = new Nghttpd(options);
        for (var attempt = 0; !await IsListeningAsync(server.Url); attempt++)
        {
            Assert.True(attempt < 200 && !server._process.HasExited, "nghttpd did not start");
            await Task.Delay(50);
        }

        return server;
    }

    /// <summary>Kills it.</summary>
    public void Dispose()
    {
        if (!_folder.Exists)
        {
            return;
        }

        _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
        _folder.Delete(recursive: true);
        _folder.Refresh();
    }

    private static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }

    private static async Task<bool> IsListeningAsync(Uri url)
    {
        using var probe = new TcpClient();
        try
        {
            await probe.ConnectAsync(IPAddress.Loopback, url.Port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
