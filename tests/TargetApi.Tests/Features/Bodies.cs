using System.Text;

namespace LoadLab.TargetApi.Tests.Features;

/// <summary>Request bodies as text, for models of a given width.</summary>
internal static class Bodies
{
    /// <summary>A JSON list of <paramref name="width"/> numbers with some replaced by raw JSON.</summary>
    public static string Row(int width, params (int Position, string Json)[] replaced)
    {
        string[] values = [.. Enumerable.Range(0, width).Select(i => i.ToString())];
        foreach ((int position, string json) in replaced)
        {
            values[position] = json;
        }

        return $"[{string.Join(",", values)}]";
    }

    public static string Features(string json) => $"{{\"features\":{json}}}";

    public static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);
}
