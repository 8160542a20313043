using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using LoadLab.TargetApi.Inference;
using LoadLab.TargetApi.Registry;

namespace LoadLab.TargetApi.Endpoints;

/// <summary>Writes answers as <c>{"predictions", "labels", "probabilities", "model"}</c>; names are encoded once.</summary>
internal sealed class PredictionWriter
{
    private static readonly JsonEncodedText Predictions = JsonEncodedText.Encode("predictions");
    private static readonly JsonEncodedText Labels = JsonEncodedText.Encode("labels");
    private static readonly JsonEncodedText Probabilities = JsonEncodedText.Encode("probabilities");
    private static readonly JsonEncodedText Model = JsonEncodedText.Encode("model");

    private readonly ModelSignature _signature;
    private readonly IReadOnlyList<ModelLabel> _labels;
    private readonly Dictionary<long, JsonEncodedText> _names;
    private readonly JsonEncodedText _model;

    public PredictionWriter(Predictor predictor)
    {
        Predictor = predictor;
        _signature = predictor.Signature;
        _labels = predictor.Labels;
        _names = predictor.Labels.ToDictionary(l => l.Id, l => Encode(l.Name));
        _model = Encode(predictor.Name);
    }

    /// <summary>Whose names and labels it writes.</summary>
    public Predictor Predictor { get; }

    public void Write(Utf8JsonWriter json, PredictionBuffer buffer)
    {
        json.WriteStartObject();
        if (_signature.IsRegression)
        {
            WriteNumbers(json, Predictions, buffer.Scores);
        }
        else
        {
            WriteClasses(json, buffer);
        }

        json.WriteString(Model, _model);
        json.WriteEndObject();
    }

    private void WriteClasses(Utf8JsonWriter json, PredictionBuffer buffer)
    {
        json.WriteStartArray(Predictions);
        foreach (long label in buffer.Labels)
        {
            json.WriteNumberValue(Id(label));
        }

        json.WriteEndArray();
        json.WriteStartArray(Labels);
        foreach (long label in buffer.Labels)
        {
            json.WriteStringValue(Name(Id(label)));
        }

        json.WriteEndArray();
        WriteProbabilities(json, buffer.Scores);
    }

    /// <summary>Without a label output the model's answer is the position of the largest score, which the names turn into a class.</summary>
    private long Id(long label) => _signature.LabelOutput is null && _labels.Count > 0 ? _labels[(int)label].Id : label;

    private JsonEncodedText Name(long id) =>
        _names.TryGetValue(id, out JsonEncodedText name) ? name : Encode(id.ToString(CultureInfo.InvariantCulture));

    private void WriteProbabilities(Utf8JsonWriter json, ReadOnlySpan<float> scores)
    {
        json.WriteStartArray(Probabilities);
        for (int start = 0; start < scores.Length; start += _signature.Scores)
        {
            json.WriteStartArray();
            foreach (float score in scores.Slice(start, _signature.Scores))
            {
                json.WriteNumberValue(score);
            }

            json.WriteEndArray();
        }

        json.WriteEndArray();
    }

    private static void WriteNumbers(Utf8JsonWriter json, JsonEncodedText name, ReadOnlySpan<float> values)
    {
        json.WriteStartArray(name);
        foreach (float value in values)
        {
            json.WriteNumberValue(value);
        }

        json.WriteEndArray();
    }

    private static JsonEncodedText Encode(string text) => JsonEncodedText.Encode(text, JavaScriptEncoder.UnsafeRelaxedJsonEscaping);
}
