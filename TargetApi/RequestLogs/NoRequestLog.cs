using System.Buffers;
using LoadLab.TargetApi.Metrics;

namespace LoadLab.TargetApi.RequestLogs;

/// <summary>Writes nothing.</summary>
internal sealed class NoRequestLog : IRequestLog
{
    public RequestDelegate Wrap(EndpointName endpoint, RequestDelegate handler) => handler;

    public void Received(HttpContext context, ReadOnlySequence<byte> body, StageClock clock)
    {
    }

    public void Answered(HttpContext context, int status, int rows, ReadOnlySpan<byte> answer, StageClock clock)
    {
    }

    public void Failed(HttpContext context, StageClock clock)
    {
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
