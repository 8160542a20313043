using System.Net;
using LoadLab.TargetApi.Registry;
using LoadLab.TargetApi.Registry.Wire;
using LoadLab.TargetApi.Settings;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace LoadLab.TargetApi.RegistryServer;

/// <summary><c>target-api registry</c>: a folder of models over MLflow's REST API, for machines without MLflow. It only reads.</summary>
internal sealed class ModelRegistryServer(RegistryServerSettings settings, TextWriter output, TextWriter errors)
{
    private const string Api = "/api/2.0/mlflow";
    private const string ArtifactApi = "/api/2.0/mlflow-artifacts/artifacts";

    private readonly RegistryCallCounts _counts = new();

    /// <summary>Serves until SIGTERM or SIGINT.</summary>
    public async Task<ExitCode> Run()
    {
        await using WebApplication app = Build();
        await app.StartAsync(CancellationToken.None);
        string models = string.Join(", ", new RegisteredModels(settings.ModelsDirectory).All().Select(m => m.Name));
        await output.WriteLineAsync($"target-api registry: listening on http://{new IPEndPoint(SettingsReader.Address(settings.Host)!, Port(app))} ({models})");
        await app.WaitForShutdownAsync(CancellationToken.None);
        return ExitCode.Ok;
    }

    private static int Port(WebApplication app)
    {
        IServerAddressesFeature addresses = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!;
        return new Uri(addresses.Addresses.First()).Port;
    }

    private WebApplication Build()
    {
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Listen(SettingsReader.Address(settings.Host)!, settings.Port, listen => listen.Protocols = HttpProtocols.Http1);
        });
        builder.Services.AddRouting();
        builder.Services.Configure<HostOptions>(o => o.ShutdownTimeout = TargetServer.DrainLimit);
        WebApplication app = builder.Build();
        Map(app);
        return app;
    }

    private void Map(WebApplication app)
    {
        var models = new RegisteredModels(settings.ModelsDirectory);
        var registry = new RegistryEndpoints(models, new RegistryAnswers(settings.Artifacts?.TrimEnd('/') ?? "mlflow-artifacts:"));
        var artifacts = new ArtifactEndpoints(models);
        Map(app, $"{Api}/registered-models/get", "registered-models/get", registry.GetModel);
        Map(app, $"{Api}/registered-models/search", "registered-models/search", registry.SearchModels);
        Map(app, $"{Api}/registered-models/alias", "registered-models/alias", registry.GetVersionByAlias);
        Map(app, $"{Api}/registered-models/get-latest-versions", "registered-models/get-latest-versions", registry.GetLatestVersions);
        Map(app, $"{Api}/model-versions/get", "model-versions/get", registry.GetVersion);
        Map(app, $"{Api}/model-versions/search", "model-versions/search", registry.SearchVersions);
        Map(app, $"{Api}/model-versions/get-download-uri", "model-versions/get-download-uri", registry.GetDownloadUri);
        Map(app, ArtifactApi, "artifacts/list", artifacts.List);
        Map(app, ArtifactApi + "/{**path}", "artifacts/download", artifacts.Download);
        Map(app, "/health", "health", context => context.Response.WriteAsync("OK"));
        Map(app, "/version", "version", context => context.Response.WriteAsync(typeof(ModelRegistryServer).Assembly.GetName().Version!.ToString(3)));
        app.MapGet("/metrics", context => context.Response.WriteAsync(_counts.Write()));
        app.MapFallback("{**path}", Counted("unknown", context => throw RegistryError.NoSuchEndpoint(context.Request.Method, context.Request.Path)));
    }

    private void Map(WebApplication app, string path, string call, RequestDelegate handler) => app.MapMethods(path, ["GET", "HEAD"], Counted(call, handler));

    /// <summary>Counts a call before its answer is sent to the end, so that whoever has read the answer finds it counted.</summary>
    private RequestDelegate Counted(string call, RequestDelegate handler) => async context =>
    {
        context.Response.OnStarting(() =>
        {
            _counts.Add(call, context.Response.StatusCode);
            return Task.CompletedTask;
        });
        try
        {
            await handler(context);
        }
        catch (RegistryError e)
        {
            await Answer(context, e.Status, e.Code, e.Message);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException && !context.Response.HasStarted)
        {
            await errors.WriteLineAsync($"target-api registry: {context.Request.Path}: {e.Message}");
            await Answer(context, StatusCodes.Status500InternalServerError, "INTERNAL_ERROR", e.Message);
        }
    };

    private static Task Answer(HttpContext context, int status, string code, string message)
    {
        context.Response.StatusCode = status;
        return RegistryEndpoints.Send(context, RegistryJson.Default.ErrorAnswer, new ErrorAnswer(code, message));
    }
}
