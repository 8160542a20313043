using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace LoadLab.Harness.Results;

/// <summary>The one way in which results are written as JSON and read back.</summary>
/// <remarks>
/// Names and enum values are in camel case, enum values are never numbers, durations are <c>[d.]hh:mm:ss[.fffffff]</c>.
/// A number that is not finite cannot be written: it would be a wrong figure.
/// </remarks>
public static class ResultJson
{
    /// <summary>Shared options, read-only.</summary>
    public static JsonSerializerOptions Options { get; } = CreateOptions();

    private static JsonSerializerOptions CreateOptions()
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.General)
        {
            PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
            WriteIndented = true,
            RespectNullableAnnotations = true,
            // Reports are files, not script blocks: text stays readable.
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
            Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false) },
        };
        options.MakeReadOnly(populateMissingResolver: true);
        return options;
    }
}
