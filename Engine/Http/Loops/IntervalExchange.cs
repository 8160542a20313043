using System.Collections.Concurrent;

namespace LoadLab.Engine.Http.Loops;

/// <summary>Carries full recorders from the loops to the aggregator and empty ones back. Touched once per interval, never per request.</summary>
/// <param name="requests">Kinds of requests that recorders tell apart.</param>
internal sealed class IntervalExchange(int requests = 1) : IDisposable
{
    private readonly BlockingCollection<(int Loop, IntervalRecorder? Recorder)> _full = [];
    private readonly ConcurrentBag<IntervalRecorder> _empty = [];

    /// <summary>An empty recorder; a new one only while fewer than needed at once exist.</summary>
    public IntervalRecorder Rent() => _empty.TryTake(out var recorder) ? recorder : new IntervalRecorder(requests);

    public void Return(IntervalRecorder recorder)
    {
        recorder.Reset();
        _empty.Add(recorder);
    }

    /// <summary>Hands over a loop's next interval, or null when the loop has ended.</summary>
    public void Publish(int loop, IntervalRecorder? recorder) => _full.Add((loop, recorder));

    /// <summary>Waits for the next hand-over of any loop.</summary>
    public (int Loop, IntervalRecorder? Recorder) Take() => _full.Take();

    public void Dispose() => _full.Dispose();
}
