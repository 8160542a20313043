using System.Buffers;
using LoadLab.TargetApi.Metrics;

namespace LoadLab.TargetApi.RequestLogs;

/// <summary>Writes down requests. Safe for many threads.</summary>
internal interface IRequestLog : IAsyncDisposable
{
    /// <summary>An endpoint whose requests are logged, whatever they are answered. <paramref name="handler"/> throws nothing; without a log it is returned as it is.</summary>
    RequestDelegate Wrap(EndpointName endpoint, RequestDelegate handler);

    /// <summary>A request's body has arrived. Adds <see cref="Stage.Log"/> to <paramref name="clock"/> where it writes.</summary>
    void Received(HttpContext context, ReadOnlySequence<byte> body, StageClock clock);

    /// <summary>Its answer is about to be sent. Adds <see cref="Stage.Log"/> to <paramref name="clock"/> where it writes.</summary>
    /// <param name="context">The request.</param>
    /// <param name="status">HTTP status of the answer.</param>
    /// <param name="rows">Rows or images answered.</param>
    /// <param name="answer">The answer's body.</param>
    /// <param name="clock">The stages so far.</param>
    void Answered(HttpContext context, int status, int rows, ReadOnlySpan<byte> answer, StageClock clock);

    /// <summary>Instead of an answer an exception is on its way, which becomes an error answer further out.</summary>
    void Failed(HttpContext context, StageClock clock);
}
