using Microsoft.Extensions.ObjectPool;

namespace LoadLab.TargetApi.Inference;

/// <summary>Makes buffers for one session and drops those that grew too large.</summary>
internal sealed class PredictionBufferPolicy(InferenceSession session, ModelSignature signature, int retainedNumbers) : PooledObjectPolicy<PredictionBuffer>
{
    public override PredictionBuffer Create() => new(session, signature);

    public override bool Return(PredictionBuffer obj) => obj.Rows.Values.Length <= Math.Max(retainedNumbers, signature.Features);
}
