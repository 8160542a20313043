using LoadLab.TargetApi.Inference;
using LoadLab.TargetApi.Metrics;

namespace LoadLab.TargetApi.Columns;

/// <summary>The names that came with the model.</summary>
internal sealed class MemoryColumnSource : IColumnSource
{
    public string? NotReady => null;

    public Task Open(Predictor predictor, CancellationToken cancellation) => Task.CompletedTask;

    public ValueTask<ColumnOrder> Take(Predictor predictor, StageClock clock, CancellationToken cancellation) => new(predictor.Columns);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
