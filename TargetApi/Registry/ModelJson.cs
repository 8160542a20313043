using System.Text.Json;
using System.Text.Json.Serialization;

namespace LoadLab.TargetApi.Registry;

/// <summary>Reads <c>model.json</c>; generated code, because reflection would cost start-up time.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, ReadCommentHandling = JsonCommentHandling.Skip)]
[JsonSerializable(typeof(ModelDescription))]
internal sealed partial class ModelJson : JsonSerializerContext
{
    /// <exception cref="ModelException">The file is no JSON of the expected shape.</exception>
    public static ModelDescription Read(string path)
    {
        try
        {
            using FileStream stream = File.OpenRead(path);
            return JsonSerializer.Deserialize(stream, Default.ModelDescription) ?? new ModelDescription();
        }
        catch (JsonException e)
        {
            throw new ModelException($"{path} is not a model description: {e.Message}", e);
        }
    }
}
