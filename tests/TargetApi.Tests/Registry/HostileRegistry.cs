using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;

namespace LoadLab.TargetApi.Tests.Registry;

/// <summary>A registry as no MLflow server is: artifacts of any name, bodies without end, a password. It knows one model, "net".</summary>
internal sealed class HostileRegistry : IAsyncDisposable
{
    private readonly HttpListener _listener = new();
    private readonly string _artifact;
    private readonly string? _password;
    private readonly Task _loop;
    private int _downloads;

    public HostileRegistry(string artifact, string? password = null)
    {
        _artifact = artifact;
        _password = password;
        using (var free = new TcpListener(IPAddress.Loopback, 0))
        {
            free.Start();
            Address = $"http://127.0.0.1:{((IPEndPoint)free.LocalEndpoint).Port}/";
        }

        _listener.Prefixes.Add(Address);
        _listener.Start();
        _loop = Serve();
    }

    public string Address { get; }

    /// <summary>How many artifacts were asked for.</summary>
    public int Downloads => Volatile.Read(ref _downloads);

    public async ValueTask DisposeAsync()
    {
        _listener.Stop();
        await _loop;
        _listener.Close();
    }

    private async Task Serve()
    {
        while (true)
        {
            HttpListenerContext context;
            try
            {
                context = await _listener.GetContextAsync();
            }
            catch (Exception e) when (e is HttpListenerException or ObjectDisposedException)
            {
                return;
            }

            Answer(context);
        }
    }

    private void Answer(HttpListenerContext context)
    {
        try
        {
            string path = context.Request.Url!.PathAndQuery;
            if (_password is not null && context.Request.Headers["Authorization"] != "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes(_password)))
            {
                Send(context, 401, "who are you?");
            }
            else if (path.Contains("/artifacts/", StringComparison.Ordinal))
            {
                Interlocked.Increment(ref _downloads);
                SendWithoutEnd(context);
            }
            else
            {
                (int status, string json) = Json(path);
                Send(context, status, json);
            }
        }
        catch (Exception e) when (e is HttpListenerException or IOException or ObjectDisposedException)
        {
            // The client has gone, as it should.
        }
    }

    private (int Status, string Json) Json(string path) => path switch
    {
        _ when path.Contains("name=nope", StringComparison.Ordinal) => (404, """{"error_code":"RESOURCE_DOES_NOT_EXIST","message":"nope"}"""),
        _ when path.Contains("get-download-uri", StringComparison.Ordinal) => (200, """{"artifact_uri":"mlflow-artifacts:/net"}"""),
        _ when path.Contains("get-latest-versions", StringComparison.Ordinal) => (200, """{"model_versions":[{"name":"net","version":"1"}]}"""),
        _ => (200, $$"""{"files":[{"path":{{JsonSerializer.Serialize(_artifact)}},"is_dir":false,"file_size":"10"}]}"""),
    };

    private static void Send(HttpListenerContext context, int status, string text)
    {
        context.Response.StatusCode = status;
        context.Response.Close(Encoding.UTF8.GetBytes(text), willBlock: true);
    }

    /// <summary>A hundred megabytes, where the list spoke of ten bytes.</summary>
    private static void SendWithoutEnd(HttpListenerContext context)
    {
        context.Response.SendChunked = true;
        byte[] piece = new byte[1 << 20];
        for (int i = 0; i < 100; i++)
        {
            context.Response.OutputStream.Write(piece);
        }

        context.Response.Close();
    }
}
