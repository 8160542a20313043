using LoadLab.TargetApi.Inference;
using LoadLab.TargetApi.Metrics;

namespace LoadLab.TargetApi.Batching;

/// <summary>Each request runs the model itself, on its own thread.</summary>
internal sealed class DirectInference : IInference
{
    public string? NotReady => null;

    public string? Full => null;

    public Task Open(CancellationToken cancellation) => Task.CompletedTask;

    public ValueTask Run(Predictor predictor, PredictionBuffer buffer, StageClock clock, CancellationToken cancellation)
    {
        buffer.Run();
        clock.Lap(Stage.Infer);
        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
