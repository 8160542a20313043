using System.Text.Json;
using System.Text.Json.Serialization;
using LoadLab.Harness.Results;

namespace LoadLab.Harness.Cli;

/// <summary>How a <see cref="RunResult"/> is written: as all results are, by code made when LoadLab is built.</summary>
/// <remarks>Looking at its properties at run time costs about as much processor time as five thousand requests.</remarks>
[JsonSerializable(typeof(RunResult))]
[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
internal sealed partial class RunResultJson : JsonSerializerContext
{
    public static string Write(RunResult result) =>
        JsonSerializer.Serialize(result, new RunResultJson(new JsonSerializerOptions(ResultJson.Options)).RunResult);
}
