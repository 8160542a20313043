using System.Diagnostics;
using LoadLab.TargetApi.Metrics;

namespace LoadLab.TargetApi.Endpoints;

/// <summary>Counts and times an endpoint, and turns what it throws into FastAPI's error answers. Free of async machinery where the endpoint ends at once.</summary>
internal sealed class EndpointMeter(WorkerCounters counters, TextWriter errors)
{
    /// <summary>Not a status of HTTP: the client went away (nginx's number for it). Counted as "other".</summary>
    private const int ClientClosedRequest = 499;

    public RequestDelegate Wrap(EndpointName endpoint, RequestDelegate handler) => context => Invoke(endpoint, handler, context);

    private Task Invoke(EndpointName endpoint, RequestDelegate handler, HttpContext context)
    {
        long started = Stopwatch.GetTimestamp();
        counters.Begin(endpoint);
        Task task;
        try
        {
            task = handler(context);
        }
        catch (Exception e)
        {
            Fail(context, e);
            task = Task.CompletedTask;
        }

        if (!task.IsCompletedSuccessfully)
        {
            return Finish(endpoint, context, task, started);
        }

        counters.End(endpoint, context.Request.Method, context.Response.StatusCode, started);
        return Task.CompletedTask;
    }

    private async Task Finish(EndpointName endpoint, HttpContext context, Task task, long started)
    {
        int status = 0;
        try
        {
            await task;
            status = context.Response.StatusCode;
        }
        catch (Exception e)
        {
            status = Fail(context, e);
        }
        finally
        {
            counters.End(endpoint, context.Request.Method, status, started);
        }
    }

    private int Fail(HttpContext context, Exception exception)
    {
        if (context.RequestAborted.IsCancellationRequested || exception is OperationCanceledException)
        {
            return ClientClosedRequest;
        }

        bool client = exception is BadHttpRequestException;
        int status = client ? ((BadHttpRequestException)exception).StatusCode : StatusCodes.Status500InternalServerError;
        if (!client)
        {
            errors.WriteLine($"target-api: {context.Request.Method} {context.Request.Path}: {exception.GetType().Name}: {exception.Message}");
        }

        if (!context.Response.HasStarted)
        {
            context.Response.Clear();
            ErrorAnswers.Detail(context, status, client ? exception.Message : "Internal Server Error");
        }

        return status;
    }
}
