using LoadLab.TargetApi.Inference;
using LoadLab.TargetApi.Metrics;
using LoadLab.TargetApi.Settings;

namespace LoadLab.TargetApi.Endpoints;

/// <summary><c>POST /predict</c>: rows → normalised where the model expects it → answers.</summary>
internal sealed class PredictEndpoint(ServiceParts parts, WorkerCounters counters, TargetSettings settings)
    : RowEndpoint(EndpointName.Predict, parts, counters, settings)
{
    private PredictionWriter? _writer;

    protected override string? Full => Parts.Inference.Full;

    protected override string? Refusal(Predictor predictor) => predictor.Signature switch
    {
        { TakesImages: true } => $"The model {predictor.Name} takes images: name it in IMAGE_MODEL and post them to /classify or /embed",
        { Predicts: false } => $"The model {predictor.Name} gives embeddings alone, no prediction",
        _ => null,
    };

    protected override ValueTask Work(Predictor predictor, PredictionBuffer buffer, JsonBuffer answer, StageClock clock, CancellationToken cancellation)
    {
        if (predictor.NormalisesFirst)
        {
            predictor.Normaliser!.Apply(buffer.Rows);
            clock.Lap(Stage.Normalise);
        }

        ValueTask run = Parts.Inference.Run(predictor, buffer, clock, cancellation);
        if (!run.IsCompletedSuccessfully)
        {
            return Finish(run, predictor, buffer, answer, clock);
        }

        // A result may only be taken once, and has to be: it is what hands pooled promises back.
        run.GetAwaiter().GetResult();
        Write(predictor, buffer, answer, clock);
        return ValueTask.CompletedTask;
    }

    private async ValueTask Finish(ValueTask run, Predictor predictor, PredictionBuffer buffer, JsonBuffer answer, StageClock clock)
    {
        await run;
        Write(predictor, buffer, answer, clock);
    }

    private void Write(Predictor predictor, PredictionBuffer buffer, JsonBuffer answer, StageClock clock)
    {
        // Names are encoded once for as long as the model stays the same.
        PredictionWriter? writer = _writer;
        if (writer is null || writer.Predictor != predictor)
        {
            _writer = writer = new PredictionWriter(predictor);
        }

        writer.Write(answer.Writer, buffer);
        clock.Lap(Stage.Serialise);
    }
}
