using System.Text.Json;

namespace LoadLab.Benchmarks.Clients;

/// <summary>The JSON object in what a tool prints, which may print lines before it.</summary>
internal static class ToolJson
{
    /// <exception cref="FormatException">There is none, or it is cut short.</exception>
    public static JsonDocument Parse(string output)
    {
        var start = output.StartsWith('{') ? 0 : output.IndexOf("\n{", StringComparison.Ordinal) + 1;
        if (start >= output.Length || output[start] != '{')
        {
            throw new FormatException("no JSON object in what it printed");
        }

        try
        {
            return JsonDocument.Parse(output[start..]);
        }
        catch (JsonException e)
        {
            throw new FormatException($"its JSON cannot be read: {e.Message}", e);
        }
    }
}
