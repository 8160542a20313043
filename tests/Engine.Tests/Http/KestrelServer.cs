using System.Collections.Concurrent;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;

namespace LoadLab.Engine.Tests.Http;

/// <summary>ASP.NET Core's own server, with an endpoint for each kind of answer.</summary>
internal sealed class KestrelServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private int _requests;

    private KestrelServer(HttpProtocols protocols, HttpsConnectionAdapterOptions? tls)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.Limits.MaxRequestBodySize = null;
            kestrel.Listen(System.Net.IPAddress.Loopback, 0, listen =>
            {
                listen.Protocols = protocols;
                if (tls is not null)
                {
                    listen.UseHttps(tls);
                }
            });
        });
        _app = builder.Build();
        _app.Run(AnswerAsync);
    }

    public Uri Url { get; private set; } = null!;

    public int Requests => Volatile.Read(ref _requests);

    /// <summary>Versions of HTTP of the requests.</summary>
    public ConcurrentDictionary<string, int> Protocols { get; } = new();

    /// <summary>Connections that requests came on.</summary>
    public ConcurrentDictionary<string, int> Connections { get; } = new();

    public static async Task<KestrelServer> StartAsync(HttpProtocols protocols = HttpProtocols.Http2, HttpsConnectionAdapterOptions? tls = null)
    {
        var server = new KestrelServer(protocols, tls);
        await server._app.StartAsync();
        server.Url = new Uri(server._app.Urls.Single());
        return server;
    }

    /// <summary>Ends every connection in order.</summary>
    public Task StopAsync() => _app.StopAsync();

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private Task AnswerAsync(HttpContext context)
    {
        Interlocked.Increment(ref _requests);
        Protocols.AddOrUpdate(context.Request.Protocol, 1, (_, count) => count + 1);
        Connections.AddOrUpdate(context.Connection.Id, 1, (_, count) => count + 1);
        return context.Request.Path.Value switch
        {
            "/digest" => DigestAsync(context),
            "/large" => context.Response.Body.WriteAsync(new byte[3_000_000]).AsTask(),
            "/trailer" => TrailAsync(context),
            "/refuse" => RefuseAsync(context),
            "/abort" => AbortAsync(context),
            var path => AnswerStatusAsync(context, path ?? ""),
        };
    }

    /// <summary>200 only where the body is what the request's own header says.</summary>
    private static async Task DigestAsync(HttpContext context)
    {
        var digest = Convert.ToHexString(await SHA256.HashDataAsync(context.Request.Body));
        context.Response.StatusCode = digest == context.Request.Headers["X-Digest"] ? 200 : 400;
    }

    private static async Task TrailAsync(HttpContext context)
    {
        await context.Response.WriteAsync("first");
        await context.Response.Body.FlushAsync();
        await context.Response.WriteAsync("second");
        context.Response.AppendTrailer("checksum", "abc");
    }

    /// <summary>Answers without having read the body.</summary>
    private static Task RefuseAsync(HttpContext context)
    {
        context.Response.StatusCode = 413;
        return context.Response.CompleteAsync();
    }

    private static Task AbortAsync(HttpContext context)
    {
        context.Abort();
        return Task.CompletedTask;
    }

    private static Task AnswerStatusAsync(HttpContext context, string path)
    {
        if (int.TryParse(path.AsSpan(1), out var status))
        {
            context.Response.StatusCode = status;
            return Task.CompletedTask;
        }

        context.Response.ContentLength = 5;
        return HttpMethods.IsHead(context.Request.Method) ? Task.CompletedTask : context.Response.WriteAsync("hello");
    }
}
