using System.Net;
using System.Net.Sockets;
using System.Text;

namespace LoadLab.Engine.Tests.Scenarios;

/// <summary>A small HTTP server on a free loopback port: echoes bodies, counts paths, 404 for /missing.</summary>
public sealed class LoopbackServer : IDisposable
{
    private readonly HttpListener _listener;
    private readonly Lock _lock = new();
    private readonly List<(string Request, string? ContentType, string Body)> _received = [];

    public LoopbackServer()
    {
        (_listener, Address) = Listen();
        _ = ServeAsync();
    }

    public Uri Address { get; }

    public IReadOnlyList<(string Request, string? ContentType, string Body)> Received
    {
        get
        {
            lock (_lock)
            {
                return [.. _received];
            }
        }
    }

    public void Dispose() => _listener.Close();

    /// <summary>HttpListener takes no port 0: another process may take the free port first, so it is tried again.</summary>
    private static (HttpListener Listener, Uri Address) Listen()
    {
        for (var attempt = 0; ; attempt++)
        {
            var address = $"http://127.0.0.1:{FreePort()}/";
            var listener = new HttpListener { Prefixes = { address } };
            try
            {
                listener.Start();
                return (listener, new Uri(address));
            }
            catch (HttpListenerException) when (attempt < 10)
            {
                listener.Close();
            }
        }
    }

    private static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }

    private async Task ServeAsync()
    {
        while (_listener.IsListening)
        {
            try
            {
                await AnswerAsync(await _listener.GetContextAsync());
            }
            catch (Exception exception) when (exception is HttpListenerException or ObjectDisposedException or InvalidOperationException)
            {
                return;
            }
        }
    }

    private async Task AnswerAsync(HttpListenerContext context)
    {
        using var reader = new StreamReader(context.Request.InputStream);
        var body = await reader.ReadToEndAsync();
        lock (_lock)
        {
            _received.Add(($"{context.Request.HttpMethod} {context.Request.RawUrl}", context.Request.ContentType, body));
        }

        var answer = Encoding.UTF8.GetBytes(body.Length > 0 ? body : "hello");
        context.Response.StatusCode = context.Request.RawUrl == "/missing" ? 404 : 200;
        context.Response.ContentLength64 = answer.Length;
        await context.Response.OutputStream.WriteAsync(answer);
        context.Response.Close();
    }
}
