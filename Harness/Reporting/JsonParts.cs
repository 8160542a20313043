using System.Text.Json;
using System.Text.Json.Nodes;

namespace LoadLab.Harness.Reporting;

/// <summary>What the parts of <c>results.json</c> are written with.</summary>
internal static class JsonParts
{
    public static JsonArray List<T>(IEnumerable<T> items, Func<T, JsonNode?> write) => new([.. items.Select(write)]);

    public static JsonArray Texts(IEnumerable<string> texts) => List(texts, text => text);

    /// <summary>A value of an enumeration as the schema names it.</summary>
    public static string Name<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.CamelCase.ConvertName(value.ToString());
}
