using System.Buffers;
using LoadLab.TargetApi.Metrics;

namespace LoadLab.TargetApi.RequestLogs;

/// <summary>Writes down requests that reach a model. Safe for many threads.</summary>
internal interface IRequestLog : IAsyncDisposable
{
    /// <summary>A request's body has arrived. Adds <see cref="Stage.Log"/> to <paramref name="clock"/> where it writes.</summary>
    void Received(HttpContext context, ReadOnlySequence<byte> body, StageClock clock);

    /// <summary>Its answer is about to be sent. Adds <see cref="Stage.Log"/> to <paramref name="clock"/> where it writes.</summary>
    /// <param name="context">The request.</param>
    /// <param name="status">HTTP status of the answer.</param>
    /// <param name="rows">Rows or images answered.</param>
    /// <param name="answer">The answer's body.</param>
    /// <param name="clock">The stages so far.</param>
    void Answered(HttpContext context, int status, int rows, ReadOnlySpan<byte> answer, StageClock clock);
}
