using LoadLab.TargetApi.Inference;

namespace LoadLab.TargetApi.Batching;

/// <summary>One request in a batch.</summary>
internal interface IBatchJob
{
    Predictor? Predictor { get; }

    /// <summary>Holds the request's rows, and its answers after the run.</summary>
    PredictionBuffer? Buffer { get; }

    /// <summary>True where nobody waits for the answer any more.</summary>
    bool IsAbandoned { get; }

    /// <summary>The buffer holds the answers.</summary>
    /// <param name="started">When the model call that gave them began, by <see cref="System.Diagnostics.Stopwatch.GetTimestamp"/>.</param>
    /// <param name="ticks">How long that call took.</param>
    /// <param name="jobs">Requests that it answered.</param>
    void Succeed(long started, long ticks, int jobs);

    void Fail(Exception exception);
}
