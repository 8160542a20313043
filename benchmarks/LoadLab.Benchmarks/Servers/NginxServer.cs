using LoadLab.Benchmarks.Processes;

namespace LoadLab.Benchmarks.Servers;

/// <summary>nginx with one worker that answers <c>GET /empty</c> from memory, without a log.</summary>
internal sealed class NginxServer : IBenchServer
{
    public const string InstallHint = "nginx is not installed: apt-get install nginx-light";

    private const string Program = "nginx";

    private readonly ServerProcess _process;
    private readonly DirectoryInfo _folder;
    private readonly HttpClient _http = new();
    private readonly Uri _status;
    private long _ownReads;

    private NginxServer(ServerProcess process, DirectoryInfo folder, int port, int statusPort)
    {
        _process = process;
        _folder = folder;
        Url = new Uri($"http://127.0.0.1:{port}/empty");
        _status = new Uri($"http://127.0.0.1:{statusPort}/");
    }

    public Uri Url { get; }

    public static async Task<NginxServer> StartAsync(int processor, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("loadlab-nginx-");
        var (port, statusPort) = (FreePort.Take(), FreePort.Take());
        var file = Path.Combine(folder.FullName, "nginx.conf");
        await File.WriteAllTextAsync(file, Configuration(folder.FullName, port, statusPort), cancellationToken).ConfigureAwait(false);
        var process = ServerProcess.StartSilent(new ProgramCall(Program, ["-p", folder.FullName, "-e", "error.log", "-c", file]), processor);
        var server = new NginxServer(process, folder, port, statusPort);
        await server.WaitUntilReadyAsync(cancellationToken).ConfigureAwait(false);
        return server;
    }

    /// <summary>From its status page, which counts its own readings too.</summary>
    public async Task<long> CountRequestsAsync(CancellationToken cancellationToken)
    {
        var page = await _http.GetStringAsync(_status, cancellationToken).ConfigureAwait(false);
        return ReadStatus(page) - ++_ownReads;
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _process.DisposeAsync().ConfigureAwait(false);
        _folder.Delete(recursive: true);
    }

    /// <summary>The third of "accepts handled requests" on the third line.</summary>
    internal static long ReadStatus(string page) =>
        long.Parse(page.Split('\n')[2].Split(' ', StringSplitOptions.RemoveEmptyEntries)[2]);

    private async Task WaitUntilReadyAsync(CancellationToken cancellationToken)
    {
        for (var attempt = 0; attempt < 100 && !_process.HasEnded; attempt++)
        {
            try
            {
                await CountRequestsAsync(cancellationToken).ConfigureAwait(false);
                return;
            }
            catch (HttpRequestException)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(50), cancellationToken).ConfigureAwait(false);
            }
        }

        var log = Path.Combine(_folder.FullName, "error.log");
        var reason = File.Exists(log) ? (await File.ReadAllTextAsync(log, cancellationToken).ConfigureAwait(false)).Trim() : "it wrote no error log.";
        await DisposeAsync().ConfigureAwait(false);
        throw new BenchmarkException(ExitCode.ExperimentFailed, $"nginx did not get ready: {reason}");
    }

    /// <summary>No process but this one, no file but its error log, and no connection closed before a run is over.</summary>
    private static string Configuration(string folder, int port, int statusPort) => $$"""
        daemon off;
        master_process off;
        worker_processes 1;
        worker_rlimit_nofile 32768;
        pid {{folder}}/nginx.pid;
        events { worker_connections 16384; }
        http {
            access_log off;
            keepalive_requests 1000000000;
            keepalive_timeout 1h;
            client_body_temp_path {{folder}}/body;
            proxy_temp_path {{folder}}/proxy;
            fastcgi_temp_path {{folder}}/fastcgi;
            uwsgi_temp_path {{folder}}/uwsgi;
            scgi_temp_path {{folder}}/scgi;
            server {
                listen 127.0.0.1:{{port}} backlog=4096;
                location = /empty { default_type application/json; return 200 "{}"; }
            }
            server {
                listen 127.0.0.1:{{statusPort}};
                location / { stub_status; }
            }
        }

        """;
}
