using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using LoadLab.TargetApi.Batching;
using LoadLab.TargetApi.Draining;
using LoadLab.TargetApi.Endpoints;
using LoadLab.TargetApi.Images;
using LoadLab.TargetApi.Inference;
using LoadLab.TargetApi.Metrics;
using LoadLab.TargetApi.Settings;
using LoadLab.TargetApi.Workers;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Options;

namespace LoadLab.TargetApi;

/// <summary>One process that answers requests: the whole service with one worker, one of several otherwise.</summary>
internal sealed class TargetServer(TargetSettings settings, WorkerRole? role, TextWriter output, TextWriter errors)
{
    /// <summary>How long SIGTERM waits for requests in flight; below the ten seconds after which Docker kills.</summary>
    public static readonly TimeSpan DrainLimit = TimeSpan.FromSeconds(8);

    /// <summary>How long requests that were cut off are given to notice it.</summary>
    private static readonly TimeSpan CutLimit = TimeSpan.FromMilliseconds(300);

    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(10);

    /// <summary>Uploads of the largest size that may be held in memory at once; many more of usual ones.</summary>
    private const int UploadsInMemory = 16;

    /// <summary>Prints the start-up lines, once the service is ready.</summary>
    public static void Announce(TargetSettings settings, int port, TextWriter output)
    {
        IPAddress address = SettingsReader.Address(settings.Host)!;
        string workers = settings.Workers == 1 ? "1 worker" : $"{settings.Workers} workers";
        output.WriteLine(BatchMode.Announcement(settings));
        string what = settings.TakesJobs ? "queue worker listening" : "listening";
        output.WriteLine($"target-api: {what} on http://{new IPEndPoint(address, port)} (model {settings.Model}, {workers})");
    }

    /// <summary>Serves until SIGTERM or SIGINT.</summary>
    public async Task<ExitCode> Run()
    {
        using CounterMemory memory = role is null
            ? CounterMemory.Create(1)
            : CounterMemory.Open(role.Supervisor, role.Descriptor, settings.Workers, role.Stripes);
        var counters = new WorkerCounters(memory, role?.Index ?? 0);
        using var facts = new WorkerFacts(counters);
        using OnnxRuntime runtime = OnnxRuntime.Load(settings.OrtLibrary, settings.ExecutionProvider);
        await using var parts = new ServiceParts(settings, runtime, counters, output, errors);
        var drain = new Drain();
        await using WebApplication app = Build(parts, counters, facts, drain);

        // At the service's start the port opens at once, and /readyz says what is awaited. Later, a worker that replaces another must not take
        // connections that it cannot serve yet: others can.
        bool replaces = facts.WasReady;
        CancellationToken stopping = app.Lifetime.ApplicationStopping;
        try
        {
            if (!replaces)
            {
                await app.StartAsync(CancellationToken.None);
            }

            await parts.Open(stopping);
            if (replaces)
            {
                await app.StartAsync(CancellationToken.None);
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            await app.WaitForShutdownAsync(CancellationToken.None);
            return ExitCode.Ok;
        }

        facts.SetReady();
        if (role is null)
        {
            Announce(settings, Port(app), output);
        }

        await app.WaitForShutdownAsync(CancellationToken.None);
        if (await LeftUndone(parts, counters) is { } undone)
        {
            errors.WriteLine($"target-api: not done {DrainLimit.TotalSeconds:0} s after the signal to end, and given up: {undone}");
            await parts.Log.DisposeAsync();
            ProcessEnd.Now(ExitCode.Ok);
        }

        return ExitCode.Ok;
    }

    /// <summary>What this process is still busy with although the time for it is over; null for nothing.</summary>
    private static async Task<string?> LeftUndone(ServiceParts parts, WorkerCounters counters)
    {
        if (!await parts.Finish())
        {
            return "jobs of the queue";
        }

        // Requests whose connections were cut notice it in a moment, unless they are within the model.
        for (long started = Stopwatch.GetTimestamp(); counters.InFlight > 0 && Stopwatch.GetElapsedTime(started) < CutLimit;)
        {
            await Task.Delay(Tick);
        }

        return counters.InFlight is > 0 and long left ? $"{left} {(left == 1 ? "request" : "requests")}" : null;
    }

    private static int Port(WebApplication app)
    {
        IServerAddressesFeature addresses = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!;
        return new Uri(addresses.Addresses.First()).Port;
    }

    /// <summary>Built from nothing: the default builder's configuration, logging and middleware would cost start-up time and time per request.</summary>
    private WebApplication Build(ServiceParts parts, WorkerCounters counters, WorkerFacts facts, Drain drain)
    {
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => Configure(kestrel, drain)).UseSockets();
        builder.Services.AddSingleton<IHostedService>(drain);
        builder.Services.AddSingleton<IConnectionListenerFactory>(services => new DrainableTransport(
            services.GetRequiredService<IOptions<SocketTransportOptions>>(), services.GetRequiredService<ILoggerFactory>(), Bind, drain));
        builder.Services.AddRouting();
        builder.Services.Configure<HostOptions>(o => o.ShutdownTimeout = DrainLimit);
        builder.Services.AddOpenApi(o => o.AddDocumentTransformer(new ApiDocument(parts.Models, settings.MaximumRows)));
        WebApplication app = builder.Build();
        Map(app, parts, counters, facts, drain);
        return app;
    }

    private Socket Bind(EndPoint endpoint) =>
        role is null ? SocketTransportOptions.CreateDefaultBoundListenSocket(endpoint) : ListenSocket.BindShared(endpoint);

    private void Configure(KestrelServerOptions kestrel, Drain drain)
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxRequestBodySize = settings.MaximumBodyBytes;
        kestrel.Listen(SettingsReader.Address(settings.Host)!, role?.Port ?? settings.Port, o =>
        {
            o.Protocols = HttpProtocols.Http1;
            o.Use(drain.Count);
        });
    }

    private void Map(WebApplication app, ServiceParts parts, WorkerCounters counters, WorkerFacts facts, Drain drain)
    {
        var plain = new PlainEndpoints(parts, facts, new MetricsPage(counters, facts, role?.Supervisor));
        var normalize = new NormalizeEndpoint(parts, counters, settings);
        var predict = new PredictEndpoint(parts, counters, settings);
        var budget = new UploadBudget(UploadsInMemory * (long)settings.ImageMaximumBytes);
        var classify = new ClassifyEndpoint(parts, budget, counters, settings);
        var embed = new EmbedEndpoint(parts, budget, counters, settings);
        var meter = new EndpointMeter(counters, drain, settings.MaximumBodyBytes, errors);
        var routes = new Routes(app, meter, parts.Log);
        routes.Map("/healthz", ["GET"], EndpointName.Healthz, PlainEndpoints.Healthz, Routes.Operation);
        routes.Map("/readyz", ["GET"], EndpointName.Readyz, plain.Readyz, Routes.Operation);
        routes.Map("/metrics", ["GET"], EndpointName.Metrics, plain.Metrics, Routes.Operation);
        if (settings.TakesJobs)
        {
            app.MapFallback("{*path}", meter.Wrap(EndpointName.Unknown, routes.Reject));
            return;
        }

        routes.Map("/empty", ["GET", "POST"], EndpointName.Empty, PlainEndpoints.Empty, Routes.Service);
        routes.Map("/normalize", ["POST"], EndpointName.Normalize, normalize.Invoke, Routes.Service);
        routes.Map("/predict", ["POST"], EndpointName.Predict, predict.Invoke, Routes.Service);
        routes.Map("/classify", ["POST"], EndpointName.Classify, classify.Invoke, Routes.Service);
        routes.Map("/embed", ["POST"], EndpointName.Embed, embed.Invoke, Routes.Service);
        routes.Map("/", ["GET"], EndpointName.Root, PlainEndpoints.Root, tag: null);
        routes.MapOpenApi("/openapi.json");
        routes.MapRest(Docs.Build(app, routes.Reject));
    }
}
