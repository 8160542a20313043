using LoadLab.TargetApi.Inference;

namespace LoadLab.TargetApi.Images;

/// <summary>An image model, loaded, with what makes its input.</summary>
internal sealed record ImageService(Predictor Predictor, ImageDecoder Decoder, ImageNormaliser Normaliser) : IDisposable
{
    /// <summary>To be had while images are decoded: more decoders at once than processors gain nothing and each holds memory.</summary>
    public SemaphoreSlim Turns { get; } = new(Environment.ProcessorCount);

    public void Dispose()
    {
        Turns.Dispose();
        Predictor.Dispose();
    }
}
