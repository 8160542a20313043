using System.Reflection;
using LoadLab.TargetApi.Metrics;
using LoadLab.TargetApi.RequestLogs;

namespace LoadLab.TargetApi.Endpoints;

/// <summary>Which path and method leads where, and what becomes of those that lead nowhere.</summary>
internal sealed class Routes(WebApplication app, EndpointMeter meter, IRequestLog log)
{
    /// <summary>The tag of the endpoints that the service is there for; the request log is about these.</summary>
    public const string Service = "service";

    /// <summary>The tag of those that watch over it.</summary>
    public const string Operation = "operation";

    private readonly Dictionary<string, List<string>> _methods = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Maps an endpoint; the API document describes it under <paramref name="tag"/>, or not at all where that is null.</summary>
    public void Map(string path, string[] methods, EndpointName name, RequestDelegate handler, string? tag)
    {
        _methods.TryAdd(path, []);
        _methods[path].AddRange(methods);

        // The description generator looks for a method; a bare RequestDelegate carries none.
        MethodInfo method = handler.Method;
        RequestDelegate metered = meter.Wrap(name, handler);
        RequestDelegate logged = tag == Service ? log.Wrap(name, metered) : metered;
        IEndpointConventionBuilder route = app.MapMethods(path, methods, logged).WithMetadata(method);
        _ = tag is null ? route.ExcludeFromDescription() : route.WithTags(tag);
    }

    /// <summary>Wraps what the framework maps itself.</summary>
    public void MapOpenApi(string path)
    {
        _methods[path] = ["GET"];
        app.MapOpenApi(path).Add(builder => builder.RequestDelegate = meter.Wrap(EndpointName.OpenApi, builder.RequestDelegate!));
    }

    /// <summary>Everything else: the documentation pages, then 405 where the path is known, then 404.</summary>
    public void MapRest(RequestDelegate docs)
    {
        RequestDelegate metered = meter.Wrap(EndpointName.Docs, docs);
        RequestDelegate unknown = meter.Wrap(EndpointName.Unknown, Reject);
        app.MapFallback("{*path}", context => context.Request.Path.StartsWithSegments("/docs") ? metered(context) : unknown(context));
    }

    public Task Reject(HttpContext context)
    {
        string path = context.Request.Path.Value ?? "/";
        if (!_methods.TryGetValue(path, out List<string>? methods))
        {
            return ErrorAnswers.Detail(context, StatusCodes.Status404NotFound, "Not Found");
        }

        context.Response.Headers.Allow = string.Join(", ", methods);
        return ErrorAnswers.Detail(context, StatusCodes.Status405MethodNotAllowed, "Method Not Allowed");
    }
}
