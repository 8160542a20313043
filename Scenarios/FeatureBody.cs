using System.Text.Json;

namespace LoadLab.Scenarios;

/// <summary>The target API's request body: <c>{"features":[[54 numbers], …]}</c>.</summary>
internal static class FeatureBody
{
    internal static byte[] Render(IEnumerable<int[]> rows) => JsonSerializer.SerializeToUtf8Bytes(new { features = rows });
}
