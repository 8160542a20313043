using LoadLab.TargetApi.Dependencies;
using LoadLab.TargetApi.Inference;
using LoadLab.TargetApi.Metrics;

namespace LoadLab.TargetApi.Columns;

/// <summary>Names from a database, asked once at start and kept; requests never see the database.</summary>
internal sealed class CachedColumnSource(ColumnDatabase database, string? model, AwaitedDependency awaited) : IColumnSource
{
    private IReadOnlyList<string> _names = [];
    private volatile MatchedColumns? _current;

    public string? NotReady => _current is null ? awaited.Missing ?? "the names of the columns are being fetched" : null;

    public Task Open(Predictor predictor, CancellationToken cancellation) => awaited.Wait(
        async () =>
        {
            _names = await database.Read(model ?? predictor.Name, cancellation);
            _current = MatchedColumns.Of(predictor, _names);
        },
        cancellation);

    public ValueTask<ColumnOrder> Take(Predictor predictor, StageClock clock, CancellationToken cancellation)
    {
        MatchedColumns current = _current ?? throw new UnavailableException($"Not ready: {NotReady}");
        if (current.Predictor != predictor)
        {
            // The registry has given another version of the model; the names were asked for once.
            _current = current = MatchedColumns.Of(predictor, _names);
        }

        return new(current.Order);
    }

    public ValueTask DisposeAsync() => database.DisposeAsync();
}
