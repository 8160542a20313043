using System.Buffers;
using System.Diagnostics;
using LoadLab.TargetApi.Metrics;

namespace LoadLab.TargetApi.RequestLogs;

/// <summary>As a beginner writes it: the payload when it has come and the answer before it goes, each line written while the request waits.</summary>
internal sealed class PrintRequestLog(LineSink sink, WorkerCounters counters) : IRequestLog
{
    public RequestDelegate Wrap(EndpointName endpoint, RequestDelegate handler) => context => Invoke(endpoint, handler, context);

    public void Received(HttpContext context, ReadOnlySequence<byte> body, StageClock clock)
    {
        RequestEntry entry = RequestEntry.Of(context)!;
        using var line = new PrintedLine();
        line.Add(entry.Endpoint, " received: ");
        foreach (ReadOnlyMemory<byte> part in body)
        {
            line.AddPayload(part.Span);
        }

        sink.Write(line.End());
        clock.Lap(Stage.Log);
    }

    public void Answered(HttpContext context, int status, int rows, ReadOnlySpan<byte> answer, StageClock clock)
    {
        RequestEntry entry = RequestEntry.Of(context)!;
        entry.Status = status;
        Write(entry, answer);
        clock.Lap(Stage.Log);
    }

    public void Failed(HttpContext context, StageClock clock)
    {
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private async Task Invoke(EndpointName endpoint, RequestDelegate handler, HttpContext context)
    {
        var entry = new RequestEntry(endpoint, context.Request.Method, default);
        context.Features.Set(entry);
        await handler(context);
        if (entry.Status == 0)
        {
            WriteLate(entry, context.Response.StatusCode);
        }
    }

    /// <summary>The answers that no model gave: refusals, failures, and those of endpoints that need none.</summary>
    private void WriteLate(RequestEntry entry, int status)
    {
        long started = Stopwatch.GetTimestamp();
        entry.Status = status;
        Write(entry, entry.ErrorAnswer);
        counters.Observe(entry.Endpoint, Stage.Log, Stopwatch.GetTimestamp() - started);
    }

    private void Write(RequestEntry entry, ReadOnlySpan<byte> answer)
    {
        using var line = new PrintedLine();
        line.Add(entry.Endpoint, $" answered {entry.Status}: ");
        line.AddPayload(answer);
        sink.Write(line.End());
    }
}
