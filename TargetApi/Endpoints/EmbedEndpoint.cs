using System.Text.Json;
using LoadLab.TargetApi.Images;
using LoadLab.TargetApi.Inference;
using LoadLab.TargetApi.Metrics;
using LoadLab.TargetApi.Settings;

namespace LoadLab.TargetApi.Endpoints;

/// <summary><c>POST /embed</c>: images → the vectors that stand for them.</summary>
internal sealed class EmbedEndpoint(ServiceParts parts, UploadBudget budget, WorkerCounters counters, TargetSettings settings)
    : ImageEndpoint(EndpointName.Embed, parts, budget, counters, settings)
{
    private static readonly JsonEncodedText Embeddings = JsonEncodedText.Encode("embeddings");
    private static readonly JsonEncodedText Model = JsonEncodedText.Encode("model");

    protected override string? Refusal(Predictor predictor) =>
        predictor.Signature.EmbeddingOutput is null ? $"The model {predictor.Name} gives no embeddings: it has no float output of that name (embedding)" : null;

    protected override void Write(Predictor predictor, PredictionBuffer buffer, JsonBuffer answer)
    {
        Utf8JsonWriter json = answer.Writer;
        int width = predictor.Signature.EmbeddingWidth;
        json.WriteStartObject();
        json.WriteStartArray(Embeddings);
        for (int start = 0; start < buffer.Embeddings.Length; start += width)
        {
            json.WriteStartArray();
            foreach (float number in buffer.Embeddings.Slice(start, width))
            {
                json.WriteNumberValue(number);
            }

            json.WriteEndArray();
        }

        json.WriteEndArray();
        json.WriteString(Model, predictor.Name);
        json.WriteEndObject();
    }
}
