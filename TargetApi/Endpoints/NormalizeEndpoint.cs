using System.Text.Json;
using LoadLab.TargetApi.Features;
using LoadLab.TargetApi.Inference;
using LoadLab.TargetApi.Metrics;
using LoadLab.TargetApi.Settings;

namespace LoadLab.TargetApi.Endpoints;

/// <summary><c>POST /normalize</c>: rows → rows as the model's training saw them; no inference.</summary>
internal sealed class NormalizeEndpoint(ServiceParts parts, WorkerCounters counters, TargetSettings settings)
    : RowEndpoint(EndpointName.Normalize, parts, counters, settings)
{
    private static readonly JsonEncodedText Normalized = JsonEncodedText.Encode("normalized");
    private static readonly JsonEncodedText Model = JsonEncodedText.Encode("model");

    protected override string? Refusal(Predictor predictor) =>
        predictor.Normaliser is null ? $"The model {predictor.Name} comes without normalisation constants (model.json)" : null;

    protected override ValueTask Work(Predictor predictor, PredictionBuffer buffer, JsonBuffer answer, StageClock clock, CancellationToken cancellation)
    {
        predictor.Normaliser!.Apply(buffer.Rows);
        clock.Lap(Stage.Normalise);
        Write(answer.Writer, buffer.Rows, predictor.Name);
        clock.Lap(Stage.Serialise);
        return ValueTask.CompletedTask;
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
