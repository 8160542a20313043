using LoadLab.TargetApi.Dependencies;
using LoadLab.TargetApi.Inference;
using LoadLab.TargetApi.Metrics;

namespace LoadLab.TargetApi.Registry;

/// <summary>Where requests get their model. Safe for many threads.</summary>
internal interface IModelSource : IReadiness, IAsyncDisposable
{
    /// <summary>The model loaded last, for what is told about it; null before the first one is loaded and warm. Requests use <see cref="Take"/>.</summary>
    Predictor? Current { get; }

    /// <summary>Returns once the first model is loaded and warm; waits for a dependency that is down, and says so in <see cref="IReadiness.NotReady"/>.</summary>
    /// <exception cref="ModelException">The model cannot be served, however long one waits.</exception>
    Task Open(CancellationToken cancellation);

    /// <summary>The model for one request. Adds <see cref="Stage.Model"/> to <paramref name="clock"/> where it has to be fetched.</summary>
    /// <exception cref="UnavailableException">It cannot be had now.</exception>
    /// <exception cref="ModelException">What was fetched cannot be served.</exception>
    ValueTask<ModelLease> Take(StageClock clock, CancellationToken cancellation);
}
