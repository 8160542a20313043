using System.Diagnostics;
using System.Globalization;
using Npgsql;

namespace LoadLab.TargetApi.Tests.Columns;

/// <summary>A real PostgreSQL server of the test's own: a temporary folder, a free loopback port, and users with passwords. It is gone with the test.</summary>
internal sealed class PostgresServer : IAsyncDisposable
{
    public const string User = "loadlab";

    /// <summary>With characters that a URL has to escape.</summary>
    public const string Password = "s3cret/p@ss:word";

    private const int Sigquit = 3;
    private const int Sigcont = 18;
    private const int Sigstop = 19;

    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(60);

    private readonly string _folder;
    private Process? _process;

    private PostgresServer(string folder, int port)
    {
        _folder = folder;
        Port = port;
    }

    public int Port { get; }

    public string Url => UrlFor(Password);

    /// <summary>The folder of PostgreSQL's programs, newest version first; null where it is not installed.</summary>
    public static string? FindPrograms()
    {
        const string Versions = "/usr/lib/postgresql";
        return Directory.Exists(Versions)
            ? Directory.GetDirectories(Versions).OrderByDescending(v => int.TryParse(Path.GetFileName(v), CultureInfo.InvariantCulture, out int number) ? number : 0)
                .Select(v => Path.Combine(v, "bin")).FirstOrDefault(bin => File.Exists(Path.Combine(bin, "initdb")))
            : null;
    }

    public static async Task<PostgresServer> Start()
    {
        PostgresServer server = await Create();
        await server.StartProcess();
        return server;
    }

    /// <summary>Makes the folder and chooses the port; nothing runs yet.</summary>
    public static async Task<PostgresServer> Create()
    {
        string folder = Directory.CreateTempSubdirectory("loadlab-postgres-").FullName;
        string passwordFile = Path.Combine(folder, "password");
        await File.WriteAllTextAsync(passwordFile, Password);
        if (Environment.IsPrivilegedProcess)
        {
            // The server refuses to run as root; Debian's package brings a user for it.
            await RunToEnd("chown", ["-R", "postgres", folder]);
        }

        string data = Path.Combine(folder, "data");
        await RunToEnd(Program("initdb"), ["-D", data, "-U", User, "--auth=scram-sha-256", $"--pwfile={passwordFile}", "--no-sync", "-E", "UTF8", "--locale=C"]);
        return new PostgresServer(folder, FreePort.Take());
    }

    public string UrlFor(string password) => $"postgresql://{User}:{Uri.EscapeDataString(password)}@127.0.0.1:{Port}/postgres?sslmode=disable";

    public async Task StartProcess()
    {
        _process = Process.Start(Command(
            Program("postgres"),
            ["-D", Path.Combine(_folder, "data"), "-p", $"{Port}", "-c", "listen_addresses=127.0.0.1", "-c", $"unix_socket_directories={_folder}", "-c", "fsync=off", "-c", "max_connections=20"]))!;
        _ = _process.StandardOutput.ReadToEndAsync();
        _ = _process.StandardError.ReadToEndAsync();
        long started = Stopwatch.GetTimestamp();
        while (!await Answers())
        {
            Assert.False(_process.HasExited, "PostgreSQL ended early");
            Assert.True(Stopwatch.GetElapsedTime(started) < StartLimit, "PostgreSQL did not start");
            await Task.Delay(50);
        }
    }

    /// <summary>An immediate shutdown: connections are cut.</summary>
    public async Task Stop()
    {
        // The process may be setpriv's; the server's own is in its pid file.
        if (_process is { HasExited: false } && File.Exists(PidFile))
        {
            Assert.Equal(0, TargetApi.Workers.Interop.LibC.kill(await Pid(), Sigquit));
            await _process.WaitForExitAsync();
        }
    }

    /// <summary>Stops the server's postmaster and all its processes in their tracks: connections are taken by the kernel, and nobody answers.</summary>
    public async Task Freeze() => await SignalAll(Sigstop);

    public async Task Thaw() => await SignalAll(Sigcont);

    public async Task Execute(string statements)
    {
        await using NpgsqlConnection connection = await Connect();
        await using var command = new NpgsqlCommand(statements, connection);
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>Makes the table where there is none, and these the names of a model.</summary>
    public async Task Name(string model, IEnumerable<string> names)
    {
        await using NpgsqlConnection connection = await Connect();
        await TargetApi.Columns.ColumnTable.Fill(connection, model, [.. names], CancellationToken.None);
    }

    public async Task<long> Number(string query)
    {
        await using NpgsqlConnection connection = await Connect();
        await using var command = new NpgsqlCommand(query, connection);
        return Convert.ToInt64(await command.ExecuteScalarAsync(), CultureInfo.InvariantCulture);
    }

    public async Task<NpgsqlConnection> Connect()
    {
        var connection = new NpgsqlConnection(
            new NpgsqlConnectionStringBuilder { Host = "127.0.0.1", Port = Port, Username = User, Password = Password, Database = "postgres", Pooling = false }.ConnectionString);
        await connection.OpenAsync();
        return connection;
    }

    public async ValueTask DisposeAsync()
    {
        await Stop();
        _process?.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private string PidFile => Path.Combine(_folder, "data", "postmaster.pid");

    private static string Program(string name) => Path.Combine(FindPrograms()!, name);

    private static ProcessStartInfo Command(string program, string[] arguments)
    {
        var start = Environment.IsPrivilegedProcess && program.Contains("postgresql", StringComparison.Ordinal)
            ? new ProcessStartInfo("setpriv", ["--reuid=postgres", "--regid=postgres", "--clear-groups", "--", program, .. arguments])
            : new ProcessStartInfo(program, arguments);
        start.UseShellExecute = false;
        start.RedirectStandardOutput = start.RedirectStandardError = true;
        start.WorkingDirectory = "/";
        return start;
    }

    private static async Task RunToEnd(string program, string[] arguments)
    {
        using Process process = Process.Start(Command(program, arguments))!;
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        string errors = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, $"{program}: {await output}{errors}");
    }

    private async Task<int> Pid() => int.Parse((await File.ReadAllLinesAsync(PidFile))[0], CultureInfo.InvariantCulture);

    private async Task SignalAll(int signal)
    {
        int postmaster = await Pid();
        string children = await File.ReadAllTextAsync($"/proc/{postmaster}/task/{postmaster}/children");
        foreach (int process in children.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(int.Parse).Prepend(postmaster))
        {
            _ = TargetApi.Workers.Interop.LibC.kill(process, signal);
        }
    }

    private async Task<bool> Answers()
    {
        try
        {
            await using NpgsqlConnection connection = await Connect();
            return true;
        }
        catch (NpgsqlException)
        {
            return false;
        }
    }
}
