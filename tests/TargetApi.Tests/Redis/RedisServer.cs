using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using LoadLab.TargetApi.Redis;
using LoadLab.TargetApi.Workers.Interop;

namespace LoadLab.TargetApi.Tests.Redis;

/// <summary>A real redis-server on a free port with its data in a temporary folder; ended and removed with the test.</summary>
public sealed class RedisServer : IDisposable
{
    private const string Program = "redis-server";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly string _folder = Directory.CreateTempSubdirectory("loadlab-redis-").FullName;
    private readonly string[] _options;
    private Process? _process;

    private RedisServer(string[] options) => _options = options;

    /// <summary>Why these tests cannot run here; null where they can.</summary>
    public static string? Missing { get; } =
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Any(folder => File.Exists(Path.Combine(folder, Program)))
            ? null
            : "redis-server is not installed (Debian: apt-get install redis-server).";

    public int Port { get; } = FreePort();

    public string Url => $"redis://127.0.0.1:{Port}";

    /// <summary>Every command is on disk before it is answered, so that a restart shows what the program loses, not what Redis loses.</summary>
    public static async Task<RedisServer> Start(params string[] options)
    {
        var server = new RedisServer(options);
        await server.Start();
        return server;
    }

    /// <summary>Starts, or starts again with the data of before.</summary>
    public async Task Start()
    {
        var start = new ProcessStartInfo(
            Program,
            ["--port", $"{Port}", "--bind", "127.0.0.1", "--dir", _folder, "--save", "", "--appendonly", "yes", "--appendfsync", "always", .. _options])
        {
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        _process = Process.Start(start)!;
        _process.OutputDataReceived += (_, _) => { };
        _process.BeginOutputReadLine();
        long started = Stopwatch.GetTimestamp();
        while (!Accepts())
        {
            Assert.False(_process.HasExited, "redis-server ended early");
            Assert.True(Stopwatch.GetElapsedTime(started) < Patience, "redis-server did not start");
            await Task.Delay(20);
        }
    }

    /// <summary>As an administrator would.</summary>
    public async Task Stop()
    {
        Signal(LibC.SIGTERM);
        using var limit = new CancellationTokenSource(Patience);
        await _process!.WaitForExitAsync(limit.Token);
    }

    public void Signal(int signal) => Assert.Equal(0, LibC.kill(_process!.Id, signal));

    /// <summary>One command on a connection of its own.</summary>
    internal async Task<RespValue> Ask(params string[] words)
    {
        await using RedisConnection connection = await RedisConnection.Open(RedisAddress.Parse(Url)!, "test", CancellationToken.None);
        return await connection.Execute(new RespCommand(words[0]).AddAll(words[1..]));
    }

    public void Dispose()
    {
        if (_process is { HasExited: false })
        {
            _process.Kill();
            _process.WaitForExit();
        }

        _process?.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private bool Accepts()
    {
        try
        {
            using var client = new TcpClient();
            client.Connect(IPAddress.Loopback, Port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
