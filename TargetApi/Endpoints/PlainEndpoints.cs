using System.Text;
using LoadLab.TargetApi.Metrics;

namespace LoadLab.TargetApi.Endpoints;

/// <summary>The endpoints that read no body.</summary>
internal sealed class PlainEndpoints(ServiceParts parts, WorkerFacts facts, MetricsPage metrics)
{
    private const string MetricsType = "text/plain; version=0.0.4; charset=utf-8";

    /// <summary>The floor: what a request costs before any work is done.</summary>
    public static Task Empty(HttpContext context)
    {
        JsonBuffer.Send(context, StatusCodes.Status200OK, "{}"u8);
        return Task.CompletedTask;
    }

    public static Task Root(HttpContext context)
    {
        context.Response.StatusCode = StatusCodes.Status307TemporaryRedirect;
        context.Response.Headers.Location = "/docs";
        return Task.CompletedTask;
    }

    public static Task Healthz(HttpContext context)
    {
        JsonBuffer.Send(context, StatusCodes.Status200OK, """{"status":"ok"}"""u8);
        return Task.CompletedTask;
    }

    public Task Readyz(HttpContext context)
    {
        string? reason = parts.NotReady ?? (facts.AllWereReady ? null : "not every worker has started yet");
        using var buffer = new JsonBuffer();
        buffer.Writer.WriteStartObject();
        buffer.Writer.WriteString("status", reason is null ? "ready" : "not ready");
        buffer.Writer.WriteString(reason is null ? "model" : "detail", reason ?? parts.Models.Current!.Name);
        buffer.Writer.WriteEndObject();
        buffer.Send(context, reason is null ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable);
        return Task.CompletedTask;
    }

    public Task Metrics(HttpContext context)
    {
        byte[] text = Encoding.UTF8.GetBytes(metrics.Write(parts.Models.Current?.Name));
        context.Response.ContentType = MetricsType;
        context.Response.ContentLength = text.Length;
        return context.Response.Body.WriteAsync(text).AsTask();
    }
}
