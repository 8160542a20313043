using LoadLab.TargetApi.Dependencies;
using LoadLab.TargetApi.Inference;
using LoadLab.TargetApi.Metrics;
using LoadLab.TargetApi.Registry;

namespace LoadLab.TargetApi.Columns;

/// <summary>Where requests get the names of their columns. Safe for many threads.</summary>
internal interface IColumnSource : IReadiness, IAsyncDisposable
{
    /// <summary>Returns once names can be had; waits for a dependency that is down, and says so in <see cref="IReadiness.NotReady"/>.</summary>
    /// <exception cref="ModelException">The names do not fit the model.</exception>
    Task Open(Predictor predictor, CancellationToken cancellation);

    /// <summary>The columns for one request. Adds <see cref="Stage.Columns"/> to <paramref name="clock"/> where they have to be fetched.</summary>
    /// <exception cref="UnavailableException">They cannot be had now.</exception>
    /// <exception cref="ModelException">They do not fit the model.</exception>
    ValueTask<ColumnOrder> Take(Predictor predictor, StageClock clock, CancellationToken cancellation);
}
