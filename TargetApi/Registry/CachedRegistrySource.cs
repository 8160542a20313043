using LoadLab.TargetApi.Dependencies;
using LoadLab.TargetApi.Inference;
using LoadLab.TargetApi.Metrics;

namespace LoadLab.TargetApi.Registry;

/// <summary>A model from the registry, fetched at start; the registry is never asked again.</summary>
internal sealed class CachedRegistrySource(RegistryModels models, AwaitedDependency awaited) : IModelSource
{
    private volatile Predictor? _current;

    public Predictor? Current => _current;

    public string? NotReady => _current is null ? awaited.Missing ?? models.Awaited : null;

    public async Task Open(CancellationToken cancellation)
    {
        await awaited.Wait(async () => _current = await models.Fetch(cancellation), cancellation);
        models.Dispose();
    }

    public ValueTask<ModelLease> Take(StageClock clock, CancellationToken cancellation) => new(new ModelLease(_current!, owned: null));

    public ValueTask DisposeAsync()
    {
        _current?.Dispose();
        models.Dispose();
        return ValueTask.CompletedTask;
    }
}
