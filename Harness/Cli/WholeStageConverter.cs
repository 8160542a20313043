using System.Text.Json;
using System.Text.Json.Serialization;
using LoadLab.Engine.LoadModels;

namespace LoadLab.Harness.Cli;

/// <summary>Writes a stage with all that it says; by the declared type it would be its name and its length.</summary>
internal sealed class WholeStageConverter : JsonConverter<LoadSimulation>
{
    public override LoadSimulation Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        throw new NotSupportedException("Stages are read from YAML.");

    public override void Write(Utf8JsonWriter writer, LoadSimulation value, JsonSerializerOptions options) =>
        JsonSerializer.Serialize(writer, value, value.GetType(), options);
}
