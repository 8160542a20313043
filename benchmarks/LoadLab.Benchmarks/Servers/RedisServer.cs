using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using LoadLab.Benchmarks.Interop;
using LoadLab.Benchmarks.Processes;

namespace LoadLab.Benchmarks.Servers;

/// <summary>A redis-server with its data in a temporary folder, on a free loopback port. What it has taken outlives a restart.</summary>
internal sealed class RedisServer : IAsyncDisposable
{
    private const string Program = "redis-server";

    private static readonly TimeSpan AnswerLimit = TimeSpan.FromSeconds(5);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("loadlab-redis-");
    private readonly int _port = FreePort.Take();
    private readonly DependencyProcess _process;

    private RedisServer() =>
        _process = new DependencyProcess(
            new ProgramCall(Program, ["--port", $"{_port}", "--bind", "127.0.0.1", "--dir", _folder.FullName, "--save", "", "--appendonly", "yes"]), AnswersAsync, ProcessSignal.Terminate);

    /// <summary>What to install; null where it is.</summary>
    public static string? Missing =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, Program)))
            ? null
            : "redis-server is not installed: apt-get install redis-server";

    public string Url => $"redis://127.0.0.1:{_port}";

    /// <exception cref="BenchmarkException">It did not start.</exception>
    public static async Task<RedisServer> StartAsync(CancellationToken cancellationToken)
    {
        var server = new RedisServer();
        try
        {
            await server.StartAgainAsync(cancellationToken).ConfigureAwait(false);
            return server;
        }
        catch
        {
            await server.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Starts it again with the data of before.</summary>
    public Task StartAgainAsync(CancellationToken cancellationToken) => _process.StartAsync(cancellationToken);

    /// <summary>As an administrator would.</summary>
    public Task StopAsync() => _process.StopAsync();

    /// <summary>Entries of a stream that a consumer has taken and not yet done with.</summary>
    /// <param name="stream">Its key.</param>
    /// <param name="group">Of consumers.</param>
    /// <param name="mark">A part of the consumer's name.</param>
    public async Task<long> CountPendingAsync(string stream, string group, string mark)
    {
        // The summary ends with a name and a count for each consumer, each after a line with its length.
        var lines = (await AskAsync($"XPENDING {stream} {group}").ConfigureAwait(false)).Split("\r\n");
        var name = Array.FindIndex(lines, line => line.Contains(mark, StringComparison.Ordinal));
        return name < 0 ? 0 : long.Parse(lines[name + 2], CultureInfo.InvariantCulture);
    }

    public async ValueTask DisposeAsync()
    {
        await _process.DisposeAsync().ConfigureAwait(false);
        _folder.Delete(recursive: true);
    }

    private async Task<bool> AnswersAsync()
    {
        try
        {
            return (await AskAsync("PING").ConfigureAwait(false)).StartsWith("+PONG", StringComparison.Ordinal);
        }
        catch (Exception e) when (e is SocketException or IOException)
        {
            return false;
        }
    }

    /// <summary>One command in Redis's form for people, on a connection of its own.</summary>
    private async Task<string> AskAsync(string command)
    {
        using var limit = new CancellationTokenSource(AnswerLimit);
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, _port, limit.Token).ConfigureAwait(false);
        var stream = client.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"{command}\r\nQUIT\r\n"), limit.Token).ConfigureAwait(false);
        using var reader = new StreamReader(stream);
        return await reader.ReadToEndAsync(limit.Token).ConfigureAwait(false);
    }
}
