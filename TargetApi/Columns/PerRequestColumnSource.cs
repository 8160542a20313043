using LoadLab.TargetApi.Dependencies;
using LoadLab.TargetApi.Inference;
using LoadLab.TargetApi.Metrics;

namespace LoadLab.TargetApi.Columns;

/// <summary>Names from a database, asked anew for each request, and once a second for the readiness.</summary>
internal sealed class PerRequestColumnSource : IColumnSource
{
    private readonly ColumnDatabase _database;
    private readonly AwaitedDependency _awaited;
    private readonly string? _model;
    private readonly DependencyProbe _probe;
    private volatile Predictor? _predictor;

    public PerRequestColumnSource(ColumnDatabase database, string? model, AwaitedDependency awaited)
    {
        _database = database;
        _model = model;
        _awaited = awaited;
        _probe = new DependencyProbe(cancellation => Fetch(_predictor!, cancellation));
    }

    public string? NotReady => _predictor is null ? _awaited.Missing ?? "the names of the columns are being fetched" : _probe.NotReady;

    public async Task Open(Predictor predictor, CancellationToken cancellation)
    {
        await _awaited.Wait(() => Fetch(predictor, cancellation), cancellation);
        _predictor = predictor;
        _probe.Start();
    }

    public async ValueTask<ColumnOrder> Take(Predictor predictor, StageClock clock, CancellationToken cancellation)
    {
        try
        {
            ColumnOrder order = await Fetch(predictor, cancellation);
            NoteModel(predictor);
            return order;
        }
        finally
        {
            clock.Lap(Stage.Columns);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _probe.DisposeAsync();
        await _database.DisposeAsync();
    }

    /// <summary>The registry may give other versions of the model later; the readiness is about the one in use.</summary>
    private void NoteModel(Predictor predictor)
    {
        if (_predictor is { } noted && noted != predictor)
        {
            _predictor = predictor;
        }
    }

    private async Task<ColumnOrder> Fetch(Predictor predictor, CancellationToken cancellation) =>
        MatchedColumns.Of(predictor, await _database.Read(_model ?? predictor.Name, cancellation)).Order;
}
