using LoadLab.TargetApi.Inference;
using LoadLab.TargetApi.Metrics;
using LoadLab.TargetApi.Settings;

namespace LoadLab.TargetApi.Registry;

/// <summary>One model from a folder, loaded at start and kept.</summary>
internal sealed class MemoryModelSource(TargetSettings settings, OnnxRuntime runtime) : IModelSource
{
    private volatile Predictor? _current;

    public Predictor? Current => _current;

    public string? NotReady => _current is null ? "the model is being loaded" : null;

    public Task Open(CancellationToken cancellation)
    {
        _current = Predictor.Load(runtime, ModelFiles.Find(settings.Model, settings.ModelsDirectory), settings.IntraOpThreads);
        return Task.CompletedTask;
    }

    public ValueTask<ModelLease> Take(StageClock clock, CancellationToken cancellation) => new(new ModelLease(_current!, owned: null));

    public ValueTask DisposeAsync()
    {
        _current?.Dispose();
        return ValueTask.CompletedTask;
    }
}
