using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;

namespace LoadLab.EndToEnd.Scenarios;

/// <summary>The shop that the documentation's scenario shops in: sessions, products, orders.</summary>
internal sealed class ShopServer : IDisposable
{
    private readonly HttpListener _listener;
    private readonly ConcurrentDictionary<string, bool> _sessions = new();

    public ShopServer()
    {
        (_listener, Address) = Listen();
        _ = ServeAsync();
    }

    public Uri Address { get; }

    /// <summary>The currency of every order, whatever was asked for; null takes what was asked for.</summary>
    public string? Currency { get; init; }

    public ConcurrentDictionary<string, int> Shoppers { get; } = new();

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
                _ = AnswerAsync(await _listener.GetContextAsync());
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
        var (status, body) = Handle(context.Request, await reader.ReadToEndAsync());
        var bytes = Encoding.UTF8.GetBytes(body.ToJsonString());
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        context.Response.ContentLength64 = bytes.Length;
        await context.Response.OutputStream.WriteAsync(bytes);
        context.Response.Close();
    }

    private (int Status, JsonObject Body) Handle(HttpListenerRequest request, string body)
    {
        if (request.RawUrl == "/login" && JsonNode.Parse(body) is { } shopper)
        {
            var token = Guid.NewGuid().ToString("N");
            _sessions[token] = true;
            Shoppers.AddOrUpdate((string)shopper["name"]!, 1, (_, count) => count + 1);
            return (200, new JsonObject { ["token"] = token });
        }

        if (!_sessions.ContainsKey(request.Headers["X-Session"] ?? ""))
        {
            return (401, new JsonObject());
        }

        return request.RawUrl == "/orders"
            ? (201, new JsonObject { ["currency"] = Currency ?? (string)JsonNode.Parse(body)!["currency"]! })
            : (200, new JsonObject { ["products"] = new JsonArray(7) });
    }
}
