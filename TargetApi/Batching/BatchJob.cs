using System.Diagnostics;
using System.Threading.Tasks.Sources;
using LoadLab.TargetApi.Inference;
using LoadLab.TargetApi.Metrics;

namespace LoadLab.TargetApi.Batching;

/// <summary>
/// One request that waits for its batch, and the promise it waits on. Made once and used for request after request: taking the result hands it back to
/// its pool. The request's remaining work goes to the thread pool, so that a batch of many is not answered by one thread alone.
/// </summary>
internal sealed class BatchJob(BatchJobPool home) : IBatchJob, IValueTaskSource
{
    private ManualResetValueTaskSourceCore<bool> _promise = new() { RunContinuationsAsynchronously = true };
    private StageClock? _clock;
    private CancellationToken _cancellation;
    private long _started;
    private long _inferTicks;

    public Predictor? Predictor { get; private set; }

    public PredictionBuffer? Buffer { get; private set; }

    public bool IsAbandoned => _cancellation.IsCancellationRequested;

    /// <summary>When it began to wait, by <see cref="Stopwatch.GetTimestamp"/>.</summary>
    public long Enqueued { get; private set; }

    /// <summary>To be awaited exactly once.</summary>
    public ValueTask Answer => new(this, _promise.Version);

    public void Begin(Predictor predictor, PredictionBuffer buffer, StageClock clock, CancellationToken cancellation)
    {
        Predictor = predictor;
        Buffer = buffer;
        _clock = clock;
        _cancellation = cancellation;
        Enqueued = Stopwatch.GetTimestamp();
    }

    public void Succeed(long started, long ticks, int jobs)
    {
        _started = started;
        _inferTicks = ticks;
        _promise.SetResult(true);
    }

    public void Fail(Exception exception) => _promise.SetException(exception);

    /// <summary>Hands back a job that nobody will wait for.</summary>
    public void Forget()
    {
        (Predictor, Buffer, _clock, _cancellation) = (null, null, null, default);
        _promise.Reset();
        home.Return(this);
    }

    public ValueTaskSourceStatus GetStatus(short token) => _promise.GetStatus(token);

    public void OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _promise.OnCompleted(continuation, state, token, flags);

    public void GetResult(short token)
    {
        try
        {
            _promise.GetResult(token);

            // Here, on the request's own thread, so that the way back to it is in no stage.
            _clock!.Split(Stage.Queue, _started - Enqueued, Stage.Infer, _inferTicks);
        }
        finally
        {
            Forget();
        }
    }
}
