using System.Text.Json.Nodes;

namespace LoadLab.Benchmarks.Peers;

/// <summary>Whether two services answered the same: they are compared for speed only where they do the same work.</summary>
internal static class AnswerComparison
{
    /// <summary>The services normalise in 32-bit floats, but one of them averages the trees in 64 bits.</summary>
    private const double Tolerance = 1e-5;

    /// <summary>Where the answers differ, as a JSON path; null where they are the same.</summary>
    public static string? FindDifference(JsonNode? one, JsonNode? other) => Find(one, other, "$");

    private static string? Find(JsonNode? one, JsonNode? other, string path) => (one, other) switch
    {
        (JsonObject a, JsonObject b) => FindMember(a, b, path),
        (JsonArray a, JsonArray b) when a.Count == b.Count => Enumerable.Range(0, a.Count).Select(i => Find(a[i], b[i], $"{path}[{i}]")).FirstOrDefault(found => found is not null),
        (JsonValue a, JsonValue b) when a.TryGetValue(out double x) && b.TryGetValue(out double y) => Math.Abs(x - y) <= Tolerance * Math.Max(1, Math.Abs(x)) ? null : path,
        _ => JsonNode.DeepEquals(one, other) ? null : path,
    };

    private static string? FindMember(JsonObject one, JsonObject other, string path) =>
        one.Select(member => member.Key).Union(other.Select(member => member.Key))
            .Select(name => Find(one[name], other[name], $"{path}.{name}")).FirstOrDefault(found => found is not null);
}
