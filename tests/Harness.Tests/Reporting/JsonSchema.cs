using System.Text.Json;
using System.Text.Json.Nodes;

namespace LoadLab.Harness.Tests.Reporting;

/// <summary>Checks JSON against the part of JSON Schema (2020-12) that docs/results.schema.json uses; unknown keywords are an error, not ignored.</summary>
internal sealed class JsonSchema(JsonObject root)
{
    private static readonly HashSet<string> Annotations = ["$schema", "$id", "title", "description", "$defs"];

    /// <summary>Every violation with its path; empty when valid.</summary>
    public IReadOnlyList<string> Validate(JsonNode? value) => [.. Check(root, value, "$")];

    private IEnumerable<string> Check(JsonObject schema, JsonNode? value, string path) =>
        schema.Where(keyword => !Annotations.Contains(keyword.Key)).SelectMany(keyword => keyword.Key switch
        {
            "$ref" => Check(Resolve((string)keyword.Value!), value, path),
            "anyOf" => AnyOf(keyword.Value!.AsArray(), value, path),
            "type" => Types(keyword.Value!).Contains(TypeOf(value)) || (TypeOf(value) == "integer" && Types(keyword.Value!).Contains("number"))
                ? []
                : [$"{path}: {TypeOf(value)} instead of {keyword.Value!.ToJsonString()}"],
            "const" => JsonNode.DeepEquals(keyword.Value, value) ? [] : [$"{path}: not {keyword.Value!.ToJsonString()}"],
            "enum" => keyword.Value!.AsArray().Any(one => JsonNode.DeepEquals(one, value)) ? [] : [$"{path}: {value?.ToJsonString()} is not allowed"],
            "required" => keyword.Value!.AsArray().Where(name => value is JsonObject it && !it.ContainsKey((string)name!)).Select(name => $"{path}: without {name}"),
            "properties" => value is JsonObject known
                ? known.Where(it => keyword.Value!.AsObject().ContainsKey(it.Key)).SelectMany(it => Check(keyword.Value![it.Key]!.AsObject(), it.Value, $"{path}.{it.Key}"))
                : [],
            "additionalProperties" => value is JsonObject all ? Additional(schema, keyword.Value!, all, path) : [],
            "items" => value is JsonArray items ? items.SelectMany((item, index) => Check(keyword.Value!.AsObject(), item, $"{path}[{index}]")) : [],
            "minimum" => value is null || value.Deserialize<double>() >= keyword.Value!.Deserialize<double>() ? [] : [$"{path}: {value} is too small"],
            "maximum" => value is null || value.Deserialize<double>() <= keyword.Value!.Deserialize<double>() ? [] : [$"{path}: {value} is too large"],
            _ => throw new NotSupportedException($"{keyword.Key} at {path}"),
        });

    private IEnumerable<string> Additional(JsonObject schema, JsonNode rule, JsonObject value, string path)
    {
        var others = value.Where(it => schema["properties"]?.AsObject().ContainsKey(it.Key) != true);
        return rule is JsonObject inner
            ? others.SelectMany(it => Check(inner, it.Value, $"{path}.{it.Key}"))
            : (bool)rule ? [] : others.Select(it => $"{path}: unknown {it.Key}");
    }

    private List<string> AnyOf(JsonArray schemas, JsonNode? value, string path)
    {
        var attempts = schemas.Select(schema => Check(schema!.AsObject(), value, path).ToList()).ToList();
        return attempts.Exists(attempt => attempt.Count == 0) ? [] : attempts[0];
    }

    private JsonObject Resolve(string reference) => root["$defs"]![reference["#/$defs/".Length..]]!.AsObject();

    private static IEnumerable<string> Types(JsonNode type) => type is JsonArray several ? several.Select(one => (string)one!) : [(string)type!];

    private static string TypeOf(JsonNode? value) => value switch
    {
        null => "null",
        JsonObject => "object",
        JsonArray => "array",
        _ when value.GetValueKind() is JsonValueKind.True or JsonValueKind.False => "boolean",
        _ when value.GetValueKind() == JsonValueKind.String => "string",
        _ => double.IsInteger(value.Deserialize<double>()) ? "integer" : "number",
    };
}
