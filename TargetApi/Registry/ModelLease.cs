using LoadLab.TargetApi.Inference;

namespace LoadLab.TargetApi.Registry;

/// <summary>A model for the time of one request.</summary>
/// <param name="predictor">The model.</param>
/// <param name="owned">Disposed with the lease where the model was fetched for this request alone; null where it is shared.</param>
internal readonly struct ModelLease(Predictor predictor, IDisposable? owned) : IDisposable
{
    public Predictor Predictor { get; } = predictor;

    public void Dispose() => owned?.Dispose();
}
