using System.Text.Json.Nodes;

namespace LoadLab.Harness.Tests.Agents.Protocol;

/// <summary>A JSON text with one thing wrong, for everything that may be wrong.</summary>
internal static class JsonDamage
{
    /// <summary>The text without its first member, without its second, and so on to the innermost.</summary>
    public static IEnumerable<string> WithoutEachMember(string json) => Members(json).Select(path =>
    {
        var root = JsonNode.Parse(json)!;
        Parent(root, path).Remove((string)path[^1]);
        return root.ToJsonString();
    });

    /// <summary>The text with null for each member in turn, the member's name and that of the member it is in.</summary>
    public static IEnumerable<(string Json, string Member, string Parent)> WithEachNull(string json) =>
        Members(json).Where(path => (string)path[^1] != "type").Select(path =>
        {
            var root = JsonNode.Parse(json)!;
            Parent(root, path)[(string)path[^1]] = null;
            return (root.ToJsonString(), (string)path[^1], string.Concat(path.SkipLast(1)));
        });

    private static List<object[]> Members(string json)
    {
        var found = new List<object[]>();
        Walk(JsonNode.Parse(json), [], found);
        return found;
    }

    private static void Walk(JsonNode? node, object[] path, List<object[]> found)
    {
        if (node is JsonObject members)
        {
            foreach (var (name, value) in members)
            {
                found.Add([.. path, name]);
                Walk(value, [.. path, name], found);
            }
        }
        else if (node is JsonArray items)
        {
            for (var at = 0; at < items.Count; at++)
            {
                Walk(items[at], [.. path, at], found);
            }
        }
    }

    private static JsonObject Parent(JsonNode root, object[] path) =>
        (JsonObject)path.SkipLast(1).Aggregate(root, (node, step) => step is int at ? node[at]! : node[(string)step]!);
}
