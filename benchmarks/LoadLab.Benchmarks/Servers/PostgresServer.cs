using System.Globalization;
using System.Security.Cryptography;
using LoadLab.Benchmarks.Interop;
using LoadLab.Benchmarks.Processes;

namespace LoadLab.Benchmarks.Servers;

/// <summary>A PostgreSQL server with its data in a temporary folder, a free loopback port and a password of its own.</summary>
internal sealed class PostgresServer : IAsyncDisposable
{
    private const string Versions = "/usr/lib/postgresql";
    private const string User = "loadlab";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("loadlab-postgres-");
    private readonly int _port = FreePort.Take();
    private readonly string _password = RandomNumberGenerator.GetHexString(32);
    private readonly DependencyProcess _process;

    private PostgresServer() =>
        _process = new DependencyProcess(
            Call("postgres", "-D", Data, "-p", $"{_port}", "-c", "listen_addresses=127.0.0.1", "-c", $"unix_socket_directories={_folder.FullName}", "-c", "fsync=off"),
            AnswersAsync, ProcessSignal.Interrupt);

    /// <summary>What to install; null where it is.</summary>
    public static string? Missing => FindPrograms() is null ? "PostgreSQL is not installed: apt-get install postgresql" : null;

    public string Url => $"postgresql://{User}:{_password}@127.0.0.1:{_port}/postgres?sslmode=disable";

    private string Data => Path.Combine(_folder.FullName, "data");

    /// <exception cref="BenchmarkException">It did not start.</exception>
    public static async Task<PostgresServer> StartAsync(CancellationToken cancellationToken)
    {
        var server = new PostgresServer();
        try
        {
            await server.InitialiseAsync(cancellationToken).ConfigureAwait(false);
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

    /// <summary>A fast shutdown: connections are ended with a word.</summary>
    public Task StopAsync() => _process.StopAsync();

    public void Freeze() => _process.Freeze();

    public void Thaw() => _process.Thaw();

    public async ValueTask DisposeAsync()
    {
        await _process.DisposeAsync().ConfigureAwait(false);
        _folder.Delete(recursive: true);
    }

    private async Task InitialiseAsync(CancellationToken cancellationToken)
    {
        var passwordFile = Path.Combine(_folder.FullName, "password");
        await File.WriteAllTextAsync(passwordFile, _password, cancellationToken).ConfigureAwait(false);
        if (Environment.IsPrivilegedProcess)
        {
            // The server refuses to run as root; Debian's package brings a user for it.
            await ProgramEnd.RunAsync(new ProgramCall("chown", ["-R", "postgres", _folder.FullName]), cancellationToken).ConfigureAwait(false);
        }

        await ProgramEnd.RunAsync(
            Call("initdb", "-D", Data, "-U", User, "--auth=scram-sha-256", $"--pwfile={passwordFile}", "--no-sync", "-E", "UTF8", "--locale=C"), cancellationToken).ConfigureAwait(false);
    }

    private async Task<bool> AnswersAsync() =>
        await ProgramEnd.ReadCodeAsync(Call("pg_isready", "-q", "-h", "127.0.0.1", "-p", $"{_port}")).ConfigureAwait(false) == 0;

    private static ProgramCall Call(string name, params string[] arguments)
    {
        var program = Path.Combine(FindPrograms()!, name);
        return Environment.IsPrivilegedProcess
            ? new ProgramCall("setpriv", ["--reuid=postgres", "--regid=postgres", "--clear-groups", "--", program, .. arguments])
            : new ProgramCall(program, arguments);
    }

    /// <summary>The folder of its programs, newest version first; null where there is none.</summary>
    private static string? FindPrograms() =>
        Directory.Exists(Versions)
            ? Directory.GetDirectories(Versions).OrderByDescending(folder => int.TryParse(Path.GetFileName(folder), CultureInfo.InvariantCulture, out var version) ? version : 0)
                .Select(folder => Path.Combine(folder, "bin")).FirstOrDefault(folder => File.Exists(Path.Combine(folder, "initdb")))
            : null;
}
