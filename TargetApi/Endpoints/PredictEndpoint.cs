using LoadLab.TargetApi.Inference;
using LoadLab.TargetApi.Metrics;
using LoadLab.TargetApi.Registry;

namespace LoadLab.TargetApi.Endpoints;

/// <summary><c>POST /predict</c>: rows → normalised where the model expects it → answers.</summary>
internal sealed class PredictEndpoint(ModelSlot models, WorkerCounters counters, int maximumRows, int maximumBodyBytes)
    : RowEndpoint(models, counters, maximumRows, maximumBodyBytes)
{
    private PredictionWriter? _writer;

    protected override EndpointName Name => EndpointName.Predict;

    protected override void Work(Predictor predictor, PredictionBuffer buffer, JsonBuffer answer, HttpContext context, long started)
    {
        if (predictor.NormalisesFirst)
        {
            predictor.Normaliser!.Apply(buffer.Rows);
            started = Lap(Stage.Normalise, started);
        }

        buffer.Run();
        started = Lap(Stage.Infer, started);
        PredictionWriter writer = _writer ??= new PredictionWriter(predictor);
        writer.Write(answer.Writer, buffer);
        answer.Send(context, StatusCodes.Status200OK);
        Lap(Stage.Serialise, started);
    }
}
