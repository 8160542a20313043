using System.Buffers;
using LoadLab.TargetApi.Metrics;

namespace LoadLab.TargetApi.RequestLogs;

/// <summary>Writes nothing.</summary>
internal sealed class NoRequestLog : IRequestLog
{
    public void Received(HttpContext context, ReadOnlySequence<byte> body, StageClock clock)
    {
    }

    public void Answered(HttpContext context, int status, int rows, ReadOnlySpan<byte> answer, StageClock clock)
    {
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
