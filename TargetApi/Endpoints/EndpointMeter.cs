using System.Diagnostics;
using LoadLab.TargetApi.Dependencies;
using LoadLab.TargetApi.Draining;
using LoadLab.TargetApi.Metrics;
using LoadLab.TargetApi.Registry;
using Microsoft.AspNetCore.Connections;

namespace LoadLab.TargetApi.Endpoints;

/// <summary>Counts and times an endpoint, and turns what it throws into FastAPI's error answers. Free of async machinery where the endpoint ends at once.</summary>
internal sealed class EndpointMeter(WorkerCounters counters, Drain drain, int maximumBodyBytes, TextWriter errors)
{
    /// <summary>Not a status of HTTP: the client went away (nginx's number for it). Counted as "other".</summary>
    private const int ClientClosedRequest = 499;

    public RequestDelegate Wrap(EndpointName endpoint, RequestDelegate handler) => context => Invoke(endpoint, handler, context);

    private Task Invoke(EndpointName endpoint, RequestDelegate handler, HttpContext context)
    {
        long started = Stopwatch.GetTimestamp();
        counters.Begin(endpoint);
        drain.Answering(context);
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

    /// <summary>A client that goes in the middle of its body is told of by the exception first, and by the token a moment later.</summary>
    private static bool IsDeparture(Exception exception) =>
        exception is OperationCanceledException or ConnectionResetException or ConnectionAbortedException;

    private int Fail(HttpContext context, Exception exception)
    {
        bool closed = context.RequestAborted.IsCancellationRequested || IsDeparture(exception);
        if (context.Response.HasStarted && !closed)
        {
            Report(context, exception);
        }

        if (context.Response.HasStarted)
        {
            return closed ? ClientClosedRequest : StatusCodes.Status500InternalServerError;
        }

        if (closed)
        {
            return context.Response.StatusCode = ClientClosedRequest;
        }

        context.Response.Clear();
        _ = Answer(context, exception);
        return context.Response.StatusCode;
    }

    private Task Answer(HttpContext context, Exception exception)
    {
        switch (exception)
        {
            // Only a chunked body gets here: one that announces its length is refused before it is read.
            case BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge }:
                return ErrorAnswers.TooLarge(context, maximumBodyBytes, "MAX_BODY_BYTES");
            case UnavailableException:
                return ErrorAnswers.Unavailable(context, exception.Message);
            case ModelException:
                return ErrorAnswers.Detail(context, StatusCodes.Status502BadGateway, exception.Message);
            case BadHttpRequestException bad:
                return ErrorAnswers.Detail(context, bad.StatusCode, bad.Message);
            default:
                Report(context, exception);
                return ErrorAnswers.Detail(context, StatusCodes.Status500InternalServerError, "Internal Server Error");
        }
    }

    private void Report(HttpContext context, Exception exception) =>
        errors.WriteLine($"target-api: {context.Request.Method} {context.Request.Path}: {exception.GetType().Name}: {exception.Message}");
}
