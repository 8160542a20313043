using System.Buffers;
using System.Net;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;

// The least that a minimal API can be: one route, no logging, nothing counted. Kestrel's options and the bytes of the answer are those of the target API.
WebApplicationBuilder builder = WebApplication.CreateSlimBuilder(args);
builder.Logging.ClearProviders();
builder.WebHost.ConfigureKestrel(kestrel =>
{
    kestrel.AddServerHeader = false;
    kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http1);
});
WebApplication app = builder.Build();
app.MapGet("/empty", (HttpContext context) =>
{
    HttpResponse response = context.Response;
    response.ContentType = "application/json";
    response.ContentLength = 2;
    response.BodyWriter.Write("{}"u8);
    return Task.CompletedTask;
});
await app.StartAsync();
Console.WriteLine($"bare-kestrel: listening on {app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First()}");
await app.WaitForShutdownAsync();
