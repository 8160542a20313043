using System.Buffers;
using System.Diagnostics;
using System.Threading.Channels;
using LoadLab.TargetApi.Metrics;

namespace LoadLab.TargetApi.RequestLogs;

/// <summary>
/// One JSON line for each request, written by a thread of its own. A request hands its entry over and goes on; where the queue is full because nobody
/// reads the lines, the entry is dropped and counted.
/// </summary>
internal sealed class StructuredRequestLog : IRequestLog
{
    /// <summary>Entries that may wait: at 80,000 requests a second, twice what comes in between two batches.</summary>
    public const int QueueLimit = 8192;

    /// <summary>Together with the drain below the ten seconds after which Docker kills.</summary>
    private static readonly TimeSpan FlushLimit = TimeSpan.FromSeconds(1.5);

    private readonly Channel<RequestEntry> _queue = Channel.CreateBounded<RequestEntry>(new BoundedChannelOptions(QueueLimit) { SingleReader = true });
    private readonly LineSink _sink;
    private readonly WorkerCounters _counters;
    private readonly TimeProvider _time;
    private readonly TextWriter _errors;
    private readonly BatchWriter _writer;

    public StructuredRequestLog(LineSink sink, WorkerCounters counters, TimeProvider time, TextWriter errors)
    {
        _sink = sink;
        _counters = counters;
        _time = time;
        _errors = errors;
        _writer = new BatchWriter(_queue.Reader, sink, counters);
    }

    public RequestDelegate Wrap(EndpointName endpoint, RequestDelegate handler) => context => Invoke(endpoint, handler, context);

    public void Received(HttpContext context, ReadOnlySequence<byte> body, StageClock clock)
    {
    }

    public void Answered(HttpContext context, int status, int rows, ReadOnlySpan<byte> answer, StageClock clock)
    {
        RequestEntry entry = RequestEntry.Of(context)!;
        entry.Rows = rows;
        entry.NoteStages(clock);
    }

    public void Failed(HttpContext context, StageClock clock) => RequestEntry.Of(context)!.NoteStages(clock);

    /// <summary>Writes what waits, unless nobody takes it.</summary>
    public ValueTask DisposeAsync()
    {
        _queue.Writer.TryComplete();
        if (!_writer.Join(FlushLimit))
        {
            _errors.WriteLine("target-api: the last lines of the request log were not written: standard output takes no more");
        }

        return ValueTask.CompletedTask;
    }

    private async Task Invoke(EndpointName endpoint, RequestDelegate handler, HttpContext context)
    {
        var entry = new RequestEntry(endpoint, context.Request.Method, _time.GetUtcNow());
        long started = Stopwatch.GetTimestamp();
        context.Features.Set(entry);
        await handler(context);
        HandOver(entry, context.Response.StatusCode, started);
    }

    private void HandOver(RequestEntry entry, int status, long started)
    {
        long ended = Stopwatch.GetTimestamp();
        entry.Status = status;
        entry.Ticks = ended - started;
        if (!_queue.Writer.TryWrite(entry))
        {
            _sink.Drop(1);
        }

        _counters.Observe(entry.Endpoint, Stage.Log, Stopwatch.GetTimestamp() - ended);
    }
}
