using LoadLab.TargetApi.Dependencies;
using LoadLab.TargetApi.Inference;
using LoadLab.TargetApi.Metrics;

namespace LoadLab.TargetApi.Registry;

/// <summary>Each request resolves, downloads and loads the model anew and throws it away: the fault of a service that fetches its model in the handler.</summary>
internal sealed class PerRequestRegistrySource(RegistryModels models, AwaitedDependency awaited, TimeSpan timeout) : IModelSource
{
    /// <summary>
    /// Requests that fetch at once: as many as FastAPI runs synchronous handlers (the 40 threads of anyio's pool). It bounds the memory and the disk
    /// that models on their way take; the others wait for their turn.
    /// </summary>
    private const int Fetches = 40;

    private readonly SemaphoreSlim _turns = new(Fetches, Fetches);
    private readonly DependencyProbe _probe = new(models.Check);
    private volatile Predictor? _first;
    private volatile Predictor? _current;

    public Predictor? Current => _current;

    public string? NotReady => _current is null ? awaited.Missing ?? models.Awaited : _probe.NotReady;

    public async Task Open(CancellationToken cancellation)
    {
        await awaited.Wait(async () => _first = await models.Fetch(cancellation), cancellation);
        _current = _first;
        _probe.Start();
    }

    public async ValueTask<ModelLease> Take(StageClock clock, CancellationToken cancellation)
    {
        try
        {
            Predictor predictor = await Fetch(cancellation);
            _current = predictor;
            return new ModelLease(predictor, predictor);
        }
        finally
        {
            clock.Lap(Stage.Model);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _probe.DisposeAsync();
        _first?.Dispose();
        models.Dispose();
        _turns.Dispose();
    }

    private async Task<Predictor> Fetch(CancellationToken cancellation)
    {
        if (!await _turns.WaitAsync(timeout, cancellation))
        {
            throw new UnavailableException($"{Fetches} requests are fetching their model, and none was done within {timeout.TotalSeconds:0.###} s (REGISTRY_TIMEOUT)");
        }

        try
        {
            return await models.Fetch(cancellation);
        }
        finally
        {
            _turns.Release();
        }
    }
}
