using System.Text.Json;
using LoadLab.TargetApi.Features;
using LoadLab.TargetApi.Inference;
using LoadLab.TargetApi.Metrics;
using LoadLab.TargetApi.Registry;

namespace LoadLab.TargetApi.Endpoints;

/// <summary><c>POST /normalize</c>: rows → rows as the model's training saw them; no inference.</summary>
internal sealed class NormalizeEndpoint(ModelSlot models, WorkerCounters counters, int maximumRows, int maximumBodyBytes)
    : RowEndpoint(models, counters, maximumRows, maximumBodyBytes)
{
    private static readonly JsonEncodedText Normalized = JsonEncodedText.Encode("normalized");
    private static readonly JsonEncodedText Model = JsonEncodedText.Encode("model");

    protected override EndpointName Name => EndpointName.Normalize;

    protected override string? Refusal(Predictor predictor) =>
        predictor.Normaliser is null ? $"The model {predictor.Name} comes without normalisation constants (model.json)" : null;

    protected override void Work(Predictor predictor, PredictionBuffer buffer, JsonBuffer answer, HttpContext context, long started)
    {
        predictor.Normaliser!.Apply(buffer.Rows);
        started = Lap(Stage.Normalise, started);
        Write(answer.Writer, buffer.Rows, predictor.Name);
        answer.Send(context, StatusCodes.Status200OK);
        Lap(Stage.Serialise, started);
    }

    private static void Write(Utf8JsonWriter json, FeatureRows rows, string model)
    {
        json.WriteStartObject();
        json.WriteStartArray(Normalized);
        for (int i = 0; i < rows.Count; i++)
        {
            json.WriteStartArray();
            foreach (float value in rows[i])
            {
                json.WriteNumberValue(value);
            }

            json.WriteEndArray();
        }

        json.WriteEndArray();
        json.WriteString(Model, model);
        json.WriteEndObject();
    }
}
