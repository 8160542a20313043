using LoadLab.TargetApi.Metrics;

namespace LoadLab.TargetApi.RequestLogs;

/// <summary>What a request log knows of one request so far. It travels with the request as a feature, where there is a log.</summary>
/// <param name="endpoint">Where the request went.</param>
/// <param name="method">Its method.</param>
/// <param name="time">When its headers had been read, for the reader.</param>
internal sealed class RequestEntry(EndpointName endpoint, string method, DateTimeOffset time)
{
    private readonly long[] _stages = new long[CounterLayout.StageCount];

    public EndpointName Endpoint { get; } = endpoint;

    public string Method { get; } = method;

    public DateTimeOffset Time { get; } = time;

    /// <summary>HTTP status; 499 where the client went away.</summary>
    public int Status { get; set; }

    /// <summary>Rows or images answered.</summary>
    public int Rows { get; set; }

    /// <summary>From the headers to the answer, in stopwatch ticks.</summary>
    public long Ticks { get; set; }

    /// <summary>Ticks by <see cref="Stage"/>.</summary>
    public ReadOnlySpan<long> Stages => _stages;

    /// <summary>Body of an error answer; null where there is none.</summary>
    public byte[]? ErrorAnswer { get; private set; }

    /// <summary>Null where requests are not logged.</summary>
    public static RequestEntry? Of(HttpContext context) => context.Features.Get<RequestEntry>();

    /// <summary>Notes an error answer; does nothing where requests are not logged.</summary>
    public static void NoteError(HttpContext context, ReadOnlySpan<byte> answer)
    {
        if (Of(context) is { } entry)
        {
            entry.ErrorAnswer = answer.ToArray();
        }
    }

    /// <summary>The clock goes on to another request when this one ends, so its stages are copied.</summary>
    public void NoteStages(StageClock clock)
    {
        for (int i = 0; i < _stages.Length; i++)
        {
            _stages[i] = clock.Ticks((Stage)i);
        }
    }
}
