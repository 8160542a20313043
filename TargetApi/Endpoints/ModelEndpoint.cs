using LoadLab.TargetApi.Metrics;
using Microsoft.Extensions.ObjectPool;

namespace LoadLab.TargetApi.Endpoints;

/// <summary>What every endpoint in front of a model has in common: answers and clocks that are used again, and the way an answer goes out.</summary>
internal abstract class ModelEndpoint(ServiceParts parts, WorkerCounters counters)
{
    protected ServiceParts Parts { get; } = parts;

    protected ObjectPool<JsonBuffer> Answers { get; } = RequestPool.Create(new JsonBufferPolicy());

    protected ObjectPool<StageClock> Clocks { get; } = RequestPool.Create(new StageClockPolicy(counters));

    /// <summary>Logs an answer, times it where that was asked for, and sends it.</summary>
    /// <param name="context">The request.</param>
    /// <param name="status">HTTP status.</param>
    /// <param name="items">Rows or images answered.</param>
    /// <param name="answer">The body.</param>
    /// <param name="clock">The stages so far.</param>
    protected void Send(HttpContext context, int status, int items, JsonBuffer answer, StageClock clock)
    {
        Parts.Log.Answered(context, status, items, answer.Written, clock);
        ServerTiming.AddWhereAsked(context, clock);
        answer.Send(context, status);
    }
}
