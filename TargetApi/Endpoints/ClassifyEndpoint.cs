using LoadLab.TargetApi.Images;
using LoadLab.TargetApi.Inference;
using LoadLab.TargetApi.Metrics;
using LoadLab.TargetApi.Settings;

namespace LoadLab.TargetApi.Endpoints;

/// <summary><c>POST /classify</c>: images → their classes, as <c>/predict</c> answers rows.</summary>
internal sealed class ClassifyEndpoint(ServiceParts parts, UploadBudget budget, WorkerCounters counters, TargetSettings settings)
    : ImageEndpoint(EndpointName.Classify, parts, budget, counters, settings)
{
    private PredictionWriter? _writer;

    protected override string? Refusal(Predictor predictor) =>
        predictor.Signature.Predicts ? null : $"The model {predictor.Name} gives embeddings alone, no classes";

    protected override void Write(Predictor predictor, PredictionBuffer buffer, JsonBuffer answer) =>
        (_writer ??= new PredictionWriter(predictor)).Write(answer.Writer, buffer);
}
