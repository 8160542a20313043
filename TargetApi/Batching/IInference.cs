using LoadLab.TargetApi.Dependencies;
using LoadLab.TargetApi.Inference;
using LoadLab.TargetApi.Metrics;

namespace LoadLab.TargetApi.Batching;

/// <summary>How rows get to the model and answers back: at once, gathered into batches, or by way of a queue. Safe for many threads.</summary>
internal interface IInference : IReadiness, IAsyncDisposable
{
    /// <summary>Why no more rows are taken at the moment; null while there is room. Asked before a body is parsed: turning away must be cheap.</summary>
    string? Full { get; }

    /// <summary>Starts what works in the background.</summary>
    Task Open(CancellationToken cancellation);

    /// <summary>
    /// Answers the rows of <paramref name="buffer"/>, which are normalised where the model expects it, and adds <see cref="Stage.Queue"/> and
    /// <see cref="Stage.Infer"/> to <paramref name="clock"/>. However it ends, nothing touches the buffer any more once it has ended.
    /// </summary>
    /// <remarks>Take the result exactly once, also where it is there at once.</remarks>
    /// <exception cref="UnavailableException">There is no room, or no answer in time.</exception>
    ValueTask Run(Predictor predictor, PredictionBuffer buffer, StageClock clock, CancellationToken cancellation);
}
